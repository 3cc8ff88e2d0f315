package dev.chatrooms.bootstrap.command;

import picocli.CommandLine.Option;

/** The option of the output's format, for commands that print a result. */
final class FormatOption {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, or json for one JSON object a line")
    private Format format = Format.TEXT;

    Format format() {
        return format;
    }
}
