package dev.chatrooms.bootstrap.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code --help} of a command; {@code --version} belongs to the program as a whole. */
@Command
final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    private boolean asked;

    boolean asked() {
        return asked;
    }
}
