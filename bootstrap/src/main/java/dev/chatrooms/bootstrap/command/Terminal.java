package dev.chatrooms.bootstrap.command;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The streams that a command reads and writes. They belong to the caller and are never closed.
 *
 * @param in standard input
 * @param out results, readable by programs
 * @param err errors and other output for people
 * @param prompt empty if standard input is not a terminal
 * @param width determines the width in characters; empty if the output is not a terminal
 */
public record Terminal(
        InputStream in, PrintWriter out, PrintWriter err, Optional<HiddenPrompt> prompt, Supplier<OptionalInt> width) {
    /** The width of texts whose lines do not depend on the terminal. */
    static final int DEFAULT_WIDTH = 100;

    /** Takes streams that are no terminal. */
    public Terminal(InputStream in, PrintWriter out, PrintWriter err, Optional<HiddenPrompt> prompt) {
        this(in, out, err, prompt, OptionalInt::empty);
    }

    /** Returns the terminal of this process. */
    public static Terminal ofProcess() {
        return new Terminal(
                System.in,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                console().map(console -> text -> console.readPassword("%s", text)),
                () -> console().isPresent() ? OptionalInt.of(detectWidth()) : OptionalInt.empty());
    }

    /** Returns the console if both standard input and output are a terminal. */
    private static Optional<Console> console() {
        // Since JDK 22 a console object also exists without a terminal. It would echo the password.
        return Optional.ofNullable(System.console()).filter(Terminal::isInteractive);
    }

    private static int detectWidth() {
        return CommandSpec.create()
                .usageMessage()
                .width(DEFAULT_WIDTH)
                .autoWidth(true)
                .width();
    }

    private static boolean isInteractive(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException beforeJdk22) {
            return true;
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }
}
