package dev.chatrooms.application.commit.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Decides whether the committer waits briefly for more commands before a commit.
 *
 * <p>Clients that wait for an acknowledgement before they send again come back together, right after a commit. If the
 * committer takes the first of them alone, all others wait for one more commit. So after a batch with several commands,
 * the next one waits until as many have arrived, for at most a quarter of the time that the last commit took. If they
 * do not arrive, the following commits do not wait. An idle system never waits: neither after a commit of a single
 * command with an empty queue, nor when more time has passed since the last commit than it took.
 *
 * <p>Not thread-safe; only the committer's thread uses it.
 */
final class BatchDelay {
    /** The longest wait is this fraction of the last commit's time, so an unsuccessful wait costs little. */
    private static final int WAIT_DIVISOR = 4;

    /** The number of commits without a wait after an unsuccessful wait. */
    static final int SKIPPED_COMMITS = 16;

    private final long maxNanos;
    private final LongSupplier nanoTime;
    private long lastNanos;
    private long lastEnd;
    private int expected;
    private int commitsToSkip;

    BatchDelay(Duration max, LongSupplier nanoTime) {
        this.maxNanos = max.toNanos();
        this.nanoTime = nanoTime;
    }

    /**
     * Records a commit that has just ended.
     *
     * @param commands the number of commands in it
     * @param waiting the number of commands that arrived during the commit
     */
    void committed(int commands, int waiting, long nanos) {
        expected = commands + waiting;
        lastNanos = nanos;
        lastEnd = nanoTime.getAsLong();
    }

    /**
     * Waits for more commands if they are likely to arrive.
     *
     * @param batch holds at least one command; receives those that arrive
     */
    <T> void gather(List<T> batch, BlockingQueue<? extends T> arriving, int maxBatch) throws InterruptedException {
        int wanted = Math.min(expected, maxBatch);
        int present = batch.size();
        if (present >= wanted || nanoTime.getAsLong() - lastEnd > lastNanos) {
            return;
        }
        if (commitsToSkip > 0) {
            commitsToSkip--;
            return;
        }
        await(batch, arriving, wanted, maxBatch);
        int missed = wanted - batch.size();
        if (2 * missed > wanted - present) {
            commitsToSkip = SKIPPED_COMMITS;
        }
    }

    private <T> void await(List<T> batch, BlockingQueue<? extends T> arriving, int wanted, int maxBatch)
            throws InterruptedException {
        long end = nanoTime.getAsLong() + Math.min(maxNanos, lastNanos / WAIT_DIVISOR);
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
