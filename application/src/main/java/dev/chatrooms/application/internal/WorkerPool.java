package dev.chatrooms.application.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.monitoring.WorkerActivity;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The chat's own threads for work that blocks on the store, with a bounded queue. Their number matches what the store
 * can serve at a time.
 */
public final class WorkerPool implements Executor, AutoCloseable {
    private static final int QUEUE = 10_000;
    private static final long IDLE_SECONDS = 60;
    private static final long CLOSE_SECONDS = 5;

    private final ThreadPoolExecutor pool;

    public WorkerPool(int threads) {
        this(threads, "chatrooms-worker");
    }

    /**
     * Creates a pool for other blocking work.
     *
     * @param name the names of the threads begin with it
     */
    public WorkerPool(int threads, String name) {
        AtomicInteger number = new AtomicInteger();
        this.pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE),
                task -> new WorkerThread(task, name + "-" + number.incrementAndGet()));
        pool.allowCoreThreadTimeOut(true);
    }

    /** Returns the executor as use cases need it: a rejected task throws {@code unavailable}. */
    public static Executor refusingAsUnavailable(Executor workers) {
        return task -> {
            try {
                workers.execute(task);
            } catch (RejectedExecutionException e) {
                throw ChatException.unavailable("too many tasks are waiting", e);
            }
        };
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** Returns the current load. Never blocks. */
    public WorkerActivity state() {
        return new WorkerActivity(pool.getActiveCount(), pool.getQueue().size());
    }

    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
