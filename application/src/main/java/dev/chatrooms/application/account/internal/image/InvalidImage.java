package dev.chatrooms.application.account.internal.image;

/** The bytes are not an image of a known format, or a broken one. */
public final class InvalidImage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidImage() {
        // Clients can cause any number of these, so they carry no stack trace.
        super("not an image of a known format", null, false, false);
    }
}
