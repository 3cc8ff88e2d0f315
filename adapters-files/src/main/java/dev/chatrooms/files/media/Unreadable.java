package dev.chatrooms.files.media;

import java.io.IOException;

/** Thrown for a picture that is damaged, or that decoders must not be given. */
final class Unreadable extends IOException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
        super(message);
    }
}
