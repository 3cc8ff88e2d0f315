package dev.chatrooms.application.spi;

import org.jspecify.annotations.Nullable;

/** Thrown when a write fails because the store has no space left. Reads still succeed. */
public final class StoreFull extends StoreUnavailable {
    private static final long serialVersionUID = 1L;

    public StoreFull(@Nullable Throwable cause) {
        super("its disk is full", cause);
    }
}
