package dev.chatrooms.bootstrap.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Runs the server until the process is asked to stop. This is also the default without a command. */
@Command(name = "serve", description = "Run the server until it is stopped. This is the default command.")
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
