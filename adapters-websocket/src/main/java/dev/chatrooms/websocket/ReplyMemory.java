package dev.chatrooms.websocket;

import dev.chatrooms.application.transfer.ByteBudget.Hold;
import org.jspecify.annotations.Nullable;

/**
 * Counts the replies that a connection owes, in steps, so that most of them cost nothing. The first step is not
 * counted. Thread-safe.
 */
final class ReplyMemory implements AutoCloseable {
    private static final int STEP = 16 * 1024;

    // Guarded by this, as is counted.
    private @Nullable Hold hold;
    private int counted;

    /** Begins to count. */
    synchronized void countIn(Hold given) {
        hold = given;
    }

    /** Counts so many bytes, instead of those before. Returns false if there is no memory for more of them. */
    synchronized boolean covers(int bytes) {
        int steps = bytes / STEP * STEP;
        if (hold == null || steps == counted) {
            return true;
        }
        if (steps < counted) {
            hold.shrink(counted - steps);
        } else if (!hold.tryGrow(steps - counted)) {
            return false;
        }
        counted = steps;
        return true;
    }

    @Override
    public synchronized void close() {
        if (hold != null) {
            hold.close();
        }
        hold = null;
    }
}
