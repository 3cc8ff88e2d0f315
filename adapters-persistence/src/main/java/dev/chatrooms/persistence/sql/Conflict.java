package dev.chatrooms.persistence.sql;

import java.sql.SQLException;

/**
 * A deadlock, a serialization failure, or what amounts to one: the same work, run again from the start, is likely to
 * succeed.
 */
public final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Conflict(String what) {
        super(what);
    }

    Conflict(SQLException cause) {
        super("conflict with another transaction", cause);
    }
}
