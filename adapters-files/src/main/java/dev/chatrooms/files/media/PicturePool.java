package dev.chatrooms.files.media;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads and the memory for decoding. A task starts decoding when its memory is free: many small pictures are
 * decoded side by side, and a large one alone.
 */
final class PicturePool implements AutoCloseable {
    private static final int MAX_THREADS = 4;
    private static final int WAITING = 64;
    private static final long IDLE_SECONDS = 60;
    private static final int HEAP_SHARE = 4;
    private static final int MIB = 1024 * 1024;

    /** Enough for every avatar, and for photos. */
    private static final long MIN_BYTES = 48L * MIB;

    private final ThreadPoolExecutor threads;
    private final int memory;
    private final Semaphore free;

    /** Creates a pool with a quarter of the heap, and half of the processors. */
    PicturePool() {
        this(
                Math.max(1, Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors() / 2)),
                Math.max(MIN_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE));
    }

    PicturePool(int width, long bytes) {
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                width, width, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "chatrooms-pictures-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        this.memory = (int) Math.min(Integer.MAX_VALUE, bytes / MIB);
        this.free = new Semaphore(memory, true);
    }

    /** Thrown when too many tasks wait, or when a task does not end by its deadline. */
    static final class Busy extends Exception {
        private static final long serialVersionUID = 1L;

        Busy(String message) {
            super(message);
        }
    }

    /**
     * Runs a task on a thread of the pool and returns its result. Every failure of the task is an
     * {@link ExecutionException}, whatever its decoder throws.
     */
    <T> T run(Callable<T> task, Deadline deadline) throws Busy, ExecutionException {
        Future<T> future;
        try {
            future = threads.submit(task);
        } catch (RejectedExecutionException e) {
            throw new Busy("too many pictures are waiting");
        }
        try {
            return future.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new Busy("the deadline has passed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Busy("interrupted");
        } finally {
            future.cancel(true);
        }
    }

    /** Runs a step of a task while it holds the memory; empty if there is not as much in all. */
    <T> Optional<T> withMemory(long bytes, Deadline deadline, Callable<T> step) throws Exception {
        int needed = (int) Math.min(Integer.MAX_VALUE, (bytes + MIB - 1) / MIB);
        if (needed > memory) {
            return Optional.empty();
        }
        if (!free.tryAcquire(needed, deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
            throw new IOException("no memory before the deadline");
        }
        try {
            return Optional.of(step.call());
        } finally {
            free.release(needed);
        }
    }

    /** Ends the threads, which do not wait for decoders. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
