package dev.chatrooms.application.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.monitoring.WorkerActivity;
import java.util.List;
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
        this(threads, "chatrooms-worker", QUEUE);
    }

    /**
     * Creates a pool for other blocking work.
     *
     * @param name the names of the threads begin with it
     * @param queue the number of tasks that may wait
     */
    public WorkerPool(int threads, String name, int queue) {
        AtomicInteger number = new AtomicInteger();
        this.pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queue),
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
        closeAll(List.of(this));
    }

    /** Closes several pools, whose tasks have the same time to end. */
    public static void closeAll(List<WorkerPool> pools) {
        pools.forEach(each -> each.pool.shutdown());
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
        for (WorkerPool each : pools) {
            try {
                if (!each.pool.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    each.pool.shutdownNow();
                }
            } catch (InterruptedException e) {
                each.pool.shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
    }
}
