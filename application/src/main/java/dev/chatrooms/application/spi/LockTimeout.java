package dev.chatrooms.application.spi;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when another transaction did not release a row in time. The store can be reached, and work that does not need
 * that row may succeed.
 */
public final class LockTimeout extends StoreUnavailable {
    private static final long serialVersionUID = 1L;

    public LockTimeout(@Nullable Throwable cause) {
        super("another transaction holds a row for too long", cause);
    }
}
