package dev.chatrooms.application.spi;

import org.jspecify.annotations.Nullable;

/** The store cannot be reached, or did not answer in time, or refuses to write. Never quotes data or credentials. */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
