package dev.chatrooms.application.spi;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the store cannot be reached, does not answer in time or rejects writes. The message does not contain data
 * or credentials.
 */
public class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
