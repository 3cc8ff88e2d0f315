package dev.chatrooms.bootstrap;

import dev.chatrooms.bootstrap.command.CommandLineInterface;
import dev.chatrooms.bootstrap.command.Terminal;
import dev.chatrooms.bootstrap.server.Commands;
import dev.chatrooms.bootstrap.server.Serving;

/** The program. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        CommandLineInterface program = new CommandLineInterface(Terminal.ofProcess(), System.getenv(), new Serving());
        System.exit(Commands.addTo(program).run(arguments));
    }
}
