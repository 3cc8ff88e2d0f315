package dev.chatrooms.bootstrap.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code --help} option of a command. {@code --version} exists only at the top level. */
@Command
final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help message and exit")
    private boolean requested;

    boolean requested() {
        return requested;
    }
}
