package dev.chatrooms.bootstrap.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Serves until the process is told to stop; what happens without any command too. */
@Command(name = "serve", description = "Serve until told to stop. The default.")
final class ServeCommand implements Callable<Integer> {

    private final Invocation invocation;
    private final ServerRunner server;

    ServeCommand(Invocation invocation, ServerRunner server) {
        this.invocation = invocation;
        this.server = server;
    }

    @Override
    public Integer call() throws Exception {
        server.serve(invocation.configuration(), invocation.terminal());
        return 0;
    }
}
