package dev.chatrooms.application.common;

/** A cursor that the list did not issue. */
public final class InvalidCursor extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidCursor() {
        super("not a cursor of this list");
    }
}
