package dev.chatrooms.persistence.sql;

import java.sql.SQLException;

/** A deadlock or a serialization failure: the same work, run again from the start, is likely to succeed. */
public final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Conflict(SQLException cause) {
        super("conflict with another transaction", cause);
    }
}
