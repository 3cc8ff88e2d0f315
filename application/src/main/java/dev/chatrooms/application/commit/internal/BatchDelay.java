package dev.chatrooms.application.commit.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether to wait a moment for more before a commit.
 *
 * <p>Those who wait for their acknowledgement before they send again come back together, right after a commit: whoever
 * takes the first of them alone lets all others wait for a whole commit more. So where a commit had company, the next
 * one waits until as many are there again, for a quarter of what the last one took at most. Where they do not come, it
 * is not tried again for a while. An idle system never waits: not after a commit of a single work with nobody waiting,
 * nor when the last commit is longer ago than it took.
 *
 * <p>Not thread-safe: it belongs to the one who commits.
 */
final class BatchDelay {
    /** What is waited is this part of what a commit takes: if nobody comes, little is lost. */
    private static final int PART = 4;

    /** After a wait that was in vain so many commits go without. */
    static final int REFRAIN = 16;

    private final long maxNanos;
    private final LongSupplier nanoTime;
    private long lastNanos;
    private long lastEnd;
    private int expected;
    private int refrain;

    /** @param nanoTime as {@link System#nanoTime} */
    BatchDelay(Duration max, LongSupplier nanoTime) {
        this.maxNanos = max.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * Notes a commit that has ended now.
     *
     * @param works how many were in it
     * @param waiting how many have come meanwhile
     */
    void committed(int works, int waiting, long nanos) {
        expected = works + waiting;
        lastNanos = nanos;
        lastEnd = nanoTime.getAsLong();
    }

    /**
     * Waits for more, if that is likely to be worth it.
     *
     * @param batch at least one; gets what comes
     */
    <T> void gather(List<T> batch, BlockingQueue<? extends T> arriving, int maxBatch) throws InterruptedException {
        int wanted = Math.min(expected, maxBatch);
        int there = batch.size();
        if (there >= wanted || nanoTime.getAsLong() - lastEnd > lastNanos) {
            return;
        }
        if (refrain > 0) {
            refrain--;
            return;
        }
        await(batch, arriving, wanted, maxBatch);
        int missed = wanted - batch.size();
        if (2 * missed > wanted - there) {
            refrain = REFRAIN;
        }
    }

    private <T> void await(List<T> batch, BlockingQueue<? extends T> arriving, int wanted, int maxBatch)
            throws InterruptedException {
        long end = nanoTime.getAsLong() + Math.min(maxNanos, lastNanos / PART);
        while (batch.size() < wanted) {
            T next = arriving.poll(end - nanoTime.getAsLong(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            batch.add(next);
            arriving.drainTo(batch, maxBatch - batch.size());
        }
    }
}
