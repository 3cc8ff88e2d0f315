package dev.chatrooms.bootstrap.command;

import dev.chatrooms.server.configuration.Secret;
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
 * A source of a password: a prompt, standard input or a file, but never the command line, which every user of the
 * machine can read. A password is one non-empty line of UTF-8 without its line ending.
 */
@FunctionalInterface
public interface PasswordSource {

    /** A longer line suggests that the wrong file was given. */
    int MAX_BYTES = 4096;

    /**
     * Reads the password. May be called once.
     *
     * @throws CommandFailedException if the source has no valid password
     */
    Secret read();

    /** Returns a source that reads the first line of a file. */
    static PasswordSource file(Path file) {
        return () -> {
            try (InputStream in = Files.newInputStream(file)) {
                return firstLine(in, "The password file " + file);
            } catch (IOException unreadable) {
                throw new CommandFailedException("The password file " + file + " cannot be read.", unreadable);
            }
        };
    }

    /** Returns a source that reads the next line of a stream. The stream is left open and is not read beyond it. */
    static PasswordSource standardInput(InputStream in) {
        return () -> {
            try {
                return firstLine(in, "Standard input");
            } catch (IOException unreadable) {
                throw new CommandFailedException("Standard input cannot be read.", unreadable);
            }
        };
    }

    /** Returns a source that prompts twice, because the input is not echoed. */
    static PasswordSource prompt(HiddenPrompt prompt) {
        return () -> {
            Secret first = ask(prompt, "Password: ");
            if (!ask(prompt, "Repeat password: ").equals(first)) {
                throw new CommandFailedException("The passwords do not match.");
            }
            return first;
        };
    }

    /** Returns the terminal's prompt if it has one, otherwise its standard input. */
    static PasswordSource of(Terminal terminal) {
        return terminal.prompt().map(PasswordSource::prompt).orElseGet(() -> standardInput(terminal.in()));
    }

    private static Secret ask(HiddenPrompt prompt, String text) {
        char[] typed = prompt.ask(text);
        if (typed == null || typed.length == 0) {
            throw new CommandFailedException("No password was entered.");
        }
        Secret secret = new Secret(new String(typed));
        Arrays.fill(typed, ' ');
        return secret;
    }

    private static Secret firstLine(InputStream in, String name) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
            if (line.size() > MAX_BYTES) {
                throw new CommandFailedException(name + " has a line that is too long for a password.");
            }
        }
        String text = decode(line.toByteArray(), name);
        String password = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        if (password.isEmpty()) {
            throw new CommandFailedException(name + " contains no password.");
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
            throw new CommandFailedException(name + " is not valid UTF-8.", otherEncoding);
        }
    }
}
