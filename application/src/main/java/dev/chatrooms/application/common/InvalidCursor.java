package dev.chatrooms.application.common;

/** A list's cursor that this list never gave out. */
public final class InvalidCursor extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidCursor() {
        super("not a cursor of this list");
    }
}
