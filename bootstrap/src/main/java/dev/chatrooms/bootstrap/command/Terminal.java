package dev.chatrooms.bootstrap.command;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a command reads and writes. It belongs to the caller and is never closed.
 *
 * @param in standard input
 * @param out results, for programs to read
 * @param err what went wrong and whatever else is for people
 * @param prompt empty where nobody can be asked, as input is not a terminal
 */
public record Terminal(InputStream in, PrintWriter out, PrintWriter err, Optional<HiddenPrompt> prompt) {

    /** The terminal of this process. */
    public static Terminal ofProcess() {
        return new Terminal(
                System.in,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                Optional.ofNullable(System.console())
                        // From JDK 22 on there is a console object without a terminal too, and it would echo.
                        .filter(Terminal::isInteractive)
                        .map(console -> text -> console.readPassword("%s", text)));
    }

    private static boolean isInteractive(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }
}
