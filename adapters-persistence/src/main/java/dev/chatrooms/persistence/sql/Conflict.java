package dev.chatrooms.persistence.sql;

import java.sql.SQLException;

/**
 * A deadlock, a serialization failure, a lost race that amounts to one, or a transaction that the server rolled back
 * because this node paused in it. The transaction is likely to succeed when it is run again from the start.
 */
public final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Conflict(String message) {
        super(message);
    }

    Conflict(SQLException cause) {
        super("conflict with another transaction", cause);
    }
}
