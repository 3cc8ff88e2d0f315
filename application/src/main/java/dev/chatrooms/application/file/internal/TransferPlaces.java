package dev.chatrooms.application.file.internal;

import dev.chatrooms.application.common.ChatException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** The transfers of one direction that a node has in progress at a time. Thread-safe. */
final class TransferPlaces {
    private final Semaphore free;

    TransferPlaces(int places) {
        this.free = new Semaphore(places);
    }

    /**
     * Takes a place.
     *
     * @return gives the place back; it may be called again
     * @throws ChatException {@code unavailable} if none is free
     */
    Runnable take() {
        if (!free.tryAcquire()) {
            throw ChatException.unavailable("too many files are being transferred at the moment", null);
        }
        AtomicBoolean taken = new AtomicBoolean(true);
        return () -> {
            if (taken.compareAndSet(true, false)) {
                free.release();
            }
        };
    }
}
