package dev.chatrooms.application.account.internal.image;

/** These bytes are no picture of a known form, or a broken one. */
public final class NoImage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoImage() {
        // Any stranger can make as many of these as he likes: no stack trace.
        super("no picture of a known form", null, false, false);
    }
}
