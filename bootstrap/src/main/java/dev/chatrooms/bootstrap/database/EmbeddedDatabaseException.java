package dev.chatrooms.bootstrap.database;

import java.io.Serial;

/** The embedded database cannot be used; the message is one sentence for the operator. */
public final class EmbeddedDatabaseException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    EmbeddedDatabaseException(String sentence) {
        super(sentence);
    }

    EmbeddedDatabaseException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
