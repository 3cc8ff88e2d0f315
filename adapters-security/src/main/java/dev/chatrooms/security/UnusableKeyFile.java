package dev.chatrooms.security;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Thrown if a key file cannot be read, decrypted, created or used. The message is a complete sentence for the operator
 * and contains no secrets.
 */
public final class UnusableKeyFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableKeyFile(Path file, String problem) {
        this(file, problem, null);
    }

    UnusableKeyFile(Path file, String problem, @Nullable Throwable cause) {
        super("The key file " + file + " " + problem + ".", cause);
    }
}
