package dev.chatrooms.bootstrap;

import dev.chatrooms.bootstrap.command.CommandLineInterface;
import dev.chatrooms.bootstrap.command.Commands;
import dev.chatrooms.bootstrap.command.ForegroundServer;
import dev.chatrooms.bootstrap.command.Terminal;

/** The entry point of the jar. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        CommandLineInterface program =
                new CommandLineInterface(Terminal.ofProcess(), System.getenv(), new ForegroundServer());
        System.exit(Commands.addTo(program).run(arguments));
    }
}
