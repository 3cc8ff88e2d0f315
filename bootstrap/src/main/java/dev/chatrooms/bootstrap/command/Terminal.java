package dev.chatrooms.bootstrap.command;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The streams that a command reads and writes. They belong to the caller and are never closed.
 *
 * @param in standard input
 * @param out results, readable by programs
 * @param err errors and other output for people
 * @param prompt empty if standard input is not a terminal
 */
public record Terminal(InputStream in, PrintWriter out, PrintWriter err, Optional<HiddenPrompt> prompt) {

    /** Returns the terminal of this process. */
    public static Terminal ofProcess() {
        return new Terminal(
                System.in,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                Optional.ofNullable(System.console())
                        // Since JDK 22 a console object also exists without a terminal. It would echo the password.
                        .filter(Terminal::isInteractive)
                        .map(console -> text -> console.readPassword("%s", text)));
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
