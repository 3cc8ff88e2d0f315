package dev.chatrooms.bootstrap.command;

import dev.chatrooms.bootstrap.configuration.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Where a password comes from: a prompt, standard input or a file, and never the command line, which everybody on the
 * machine can read. It is one line of UTF-8 without its end, and not empty.
 */
@FunctionalInterface
public interface PasswordSource {

    /** More is no password but the wrong file. */
    int LONGEST_BYTES = 4096;

    /**
     * Reads the password, once.
     *
     * @throws CommandFailedException if there is none
     */
    Secret read();

    /** The first line of the file. */
    static PasswordSource file(Path file) {
        return () -> {
            try (InputStream in = Files.newInputStream(file)) {
                return firstLine(in, "The password file " + file);
            } catch (IOException unreadable) {
                throw new CommandFailedException("The password file " + file + " cannot be read.", unreadable);
            }
        };
    }

    /** The next line of the stream, which is left open and not read further. */
    static PasswordSource standardInput(InputStream in) {
        return () -> {
            try {
                return firstLine(in, "Standard input");
            } catch (IOException unreadable) {
                throw new CommandFailedException("Standard input cannot be read.", unreadable);
            }
        };
    }

    /** Asks twice, as nobody sees what is typed. */
    static PasswordSource prompt(HiddenPrompt prompt) {
        return () -> {
            Secret first = ask(prompt, "Password: ");
            if (!ask(prompt, "Once more: ").equals(first)) {
                throw new CommandFailedException("The two passwords differ.");
            }
            return first;
        };
    }

    /** The prompt where there is one, else standard input. */
    static PasswordSource of(Terminal terminal) {
        return terminal.prompt().map(PasswordSource::prompt).orElseGet(() -> standardInput(terminal.in()));
    }

    private static Secret ask(HiddenPrompt prompt, String text) {
        char[] typed = prompt.ask(text);
        if (typed == null || typed.length == 0) {
            throw new CommandFailedException("No password was typed.");
        }
        Secret secret = new Secret(new String(typed));
        Arrays.fill(typed, ' ');
        return secret;
    }

    private static Secret firstLine(InputStream in, String name) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
            if (line.size() > LONGEST_BYTES) {
                throw new CommandFailedException(name + " holds a line too long for a password.");
            }
        }
        String text = decode(line.toByteArray(), name);
        String password = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        if (password.isEmpty()) {
            throw new CommandFailedException(name + " holds no password.");
        }
        return new Secret(password);
    }

    private static String decode(byte[] line, String name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException otherEncoding) {
            throw new CommandFailedException(name + " is not UTF-8.", otherEncoding);
        }
    }
}
