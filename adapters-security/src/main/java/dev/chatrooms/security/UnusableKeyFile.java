package dev.chatrooms.security;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A key file that no signing key can be had from; the message is one sentence for whoever runs the system, and holds
 * nothing secret.
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
