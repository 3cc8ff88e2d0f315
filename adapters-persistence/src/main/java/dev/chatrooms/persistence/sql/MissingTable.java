package dev.chatrooms.persistence.sql;

/** A table does not exist. */
public final class MissingTable extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    MissingTable(String message) {
        super(message);
    }
}
