package dev.chatrooms.application.internal;

import dev.chatrooms.application.common.ChatException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits the share of the workers that calls of one kind can occupy, such as logins or searches. At most {@code width}
 * of its tasks run on the workers at a time, and at most {@code capacity} calls are in progress. Under any load, most
 * workers and connections of the store remain for other calls. Thread-safe.
 *
 * <p>A call beyond the capacity is refused after a delay: clients that are refused at once retry at once, and a few
 * hundred of those keep the processors busy with refusals alone.
 */
public final class Bulkhead implements Executor {
    /** Refusals beyond this number are immediate, since each waiting one holds a client's connection. */
    private static final int REFUSALS_WAITING = 1000;

    private final Executor workers;
    private final int width;
    private final int capacity;
    private final Executor refusals;
    private final Semaphore permits;
    private final Semaphore refusalsWaiting = new Semaphore(REFUSALS_WAITING);

    // Guarded by this.
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    /**
     * Creates a bulkhead in front of the workers.
     *
     * @param width the number of its tasks that run on the workers at a time
     * @param capacity the number of calls in progress, and the number of waiting tasks
     * @param refusals runs the refusal of a call after a delay
     */
    public Bulkhead(Executor workers, int width, int capacity, Executor refusals) {
        this.workers = workers;
        this.width = width;
        this.capacity = capacity;
        this.refusals = refusals;
        this.permits = new Semaphore(capacity);
    }

    /**
     * Starts a call of several steps, some of which may run elsewhere. The call is in progress until its future
     * completes. If too many are in progress, it does not start and fails with {@code unavailable}.
     */
    public <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> call) {
        if (!permits.tryAcquire()) {
            return refuseLater();
        }
        CompletableFuture<T> result;
        try {
            result = call.get();
        } catch (RuntimeException | Error e) {
            permits.release();
            throw e;
        }
        return result.whenComplete((done, thrown) -> permits.release());
    }

    private <T> CompletableFuture<T> refuseLater() {
        CompletableFuture<T> refusal = new CompletableFuture<>();
        if (refusalsWaiting.tryAcquire()) {
            refusals.execute(() -> {
                refusalsWaiting.release();
                refusal.completeExceptionally(tooMany(null));
            });
        } else {
            refusal.completeExceptionally(tooMany(null));
        }
        return refusal;
    }

    /**
     * Runs one step on a worker.
     *
     * @throws ChatException {@code unavailable} if too many wait
     */
    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            if (running == width) {
                if (waiting.size() == capacity) {
                    throw tooMany(null);
                }
                waiting.add(task);
                return;
            }
            running++;
        }
        try {
            workers.execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            startNext();
            throw tooMany(e);
        } catch (RuntimeException e) {
            startNext();
            throw e;
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } finally {
            startNext();
        }
    }

    /**
     * Passes the place to the task that waits longest. That task goes to the end of the workers' queue, which keeps the
     * bulkhead as narrow as it is.
     */
    private void startNext() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                running--;
                return;
            }
        }
        try {
            workers.execute(() -> run(next));
        } catch (RuntimeException e) {
            // The task has left the queue and must run: if the workers accept none, on this thread.
            run(next);
        }
    }

    private static ChatException tooMany(@Nullable Throwable cause) {
        return ChatException.unavailable("too many requests of this kind are in progress", cause);
    }
}
