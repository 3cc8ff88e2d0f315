package dev.chatrooms.application.spi;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Ends a read whose result is no longer wanted. For one read. Thread-safe. */
public final class Cancellation {
    // Guarded by this.
    private boolean cancelled;
    private @Nullable Runnable interrupt;

    /**
     * Ends the read: it starts no further query, and the one in progress is interrupted. May block for a moment, as a
     * database is asked over the network. Has no effect after the end of the read.
     */
    public synchronized void cancel() {
        cancelled = true;
        if (interrupt != null) {
            interrupt.run();
        }
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Throws {@link StoreUnavailable} if the read has been cancelled. */
    public void check() {
        if (isCancelled()) {
            throw new StoreUnavailable("the read has been cancelled", null);
        }
    }

    /**
     * Runs the work of the read. For implementations of {@link Transactions}.
     *
     * @param whenCancelled interrupts the query in progress, from another thread; never runs after the work has ended
     * @throws StoreUnavailable if the read was cancelled before
     */
    public <T> T run(Runnable whenCancelled, Supplier<T> work) {
        check();
        setInterrupt(whenCancelled);
        try {
            return work.get();
        } finally {
            setInterrupt(null);
        }
    }

    private synchronized void setInterrupt(@Nullable Runnable action) {
        interrupt = action;
    }
}
