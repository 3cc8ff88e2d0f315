package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.common.FatalErrors;
import dev.chatrooms.application.internal.SequentialThread;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The single thread of the feed. It runs tasks in order and a tick in between. State confined to it needs no lock.
 *
 * <p>The queue is unbounded, but holds at most one task per stream and one per pending commit, which are bounded, and
 * one for all pending announcements.
 */
final class FeedThread {
    private static final Logger LOG = System.getLogger(FeedThread.class.getName());
    private static final long CLOSE_TIMEOUT_MILLIS = 5000;
    private static final long RETRY_MILLIS = 200;

    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Runnable tick;
    private final long tickNanos;
    private final Thread thread = new SequentialThread(this::run, "chatrooms-feed", this::isClosed);
    private volatile boolean closed;

    /** Tasks to run again after a short delay. Confined to this thread. */
    private List<Runnable> delayed = new ArrayList<>();

    FeedThread(Runnable tick, Duration interval) {
        this.tick = tick;
        this.tickNanos = interval.toNanos();
    }

    private boolean isClosed() {
        return closed;
    }

    void start() {
        thread.start();
    }

    void execute(Runnable task) {
        tasks.add(task);
    }

    /** As {@link #execute}, after a short delay: for retries. */
    void executeLater(Runnable task) {
        execute(() -> delayed.add(task));
    }

    private void run() {
        long nextTick = System.nanoTime() + tickNanos;
        long nextRetry = System.nanoTime();
        while (!closed) {
            try {
                long now = System.nanoTime();
                if (now - nextTick >= 0) {
                    nextTick = now + tickNanos;
                    tick.run();
                }
                if (!delayed.isEmpty() && now - nextRetry >= 0) {
                    nextRetry = now + TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
                    List<Runnable> due = delayed;
                    delayed = new ArrayList<>();
                    due.forEach(this::runGuarded);
                }
                long wait = delayed.isEmpty() ? nextTick - now : Math.min(nextTick, nextRetry) - now;
                Runnable task = tasks.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
                if (task != null) {
                    runGuarded(task);
                }
            } catch (InterruptedException e) {
                return;
            } catch (Throwable e) {
                FatalErrors.report(e);
                LOG.log(Level.ERROR, "unexpected failure of the feed thread; it continues", e);
            }
        }
    }

    private void runGuarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            FatalErrors.report(e);
            // A failure of one stream must not affect the others.
            LOG.log(Level.ERROR, "a task of the feed failed", e);
        }
    }

    /** Runs a last task and the tasks it submits, then stops; bounded in time. */
    void close(Runnable last) {
        CountDownLatch done = new CountDownLatch(1);
        execute(() -> {
            last.run();
            execute(() -> {
                closed = true;
                done.countDown();
            });
        });
        try {
            if (!done.await(CLOSE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "the feed did not stop in time");
            }
            closed = true;
            thread.interrupt();
            thread.join(CLOSE_TIMEOUT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
