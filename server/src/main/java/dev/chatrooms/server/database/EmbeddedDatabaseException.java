package dev.chatrooms.server.database;

import java.io.Serial;

/** Signals that the embedded database cannot be used. The message is one sentence for the operator. */
public final class EmbeddedDatabaseException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    EmbeddedDatabaseException(String message) {
        super(message);
    }

    EmbeddedDatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
