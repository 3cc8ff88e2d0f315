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
 * A narrow way to the workers, for what strangers may ask for as often as they like: of its tasks only a few are with
 * the workers at a time, and only so many errands are under way at all. However many come, most of the workers, and of
 * the store's connections, are left to everybody else. Thread-safe.
 *
 * <p>Whoever is one too many is told so after a while: who is answered at once comes back at once, and two hundred who
 * do that keep the processors as busy with saying no as with all else.
 */
public final class Bulkhead implements Executor {
    /** Beyond them it is said at once: each holds a connection of its client's. */
    private static final int REFUSALS_WAITING = 1000;

    private final Executor workers;
    private final int width;
    private final int capacity;
    private final Executor refusals;
    private final Semaphore places;
    private final Semaphore refused = new Semaphore(REFUSALS_WAITING);

    // Guarded by this.
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    /**
     * @param width how many of its tasks the workers have at a time
     * @param capacity how many errands are under way at most, and how many tasks wait
     * @param refusals runs, after a while, what tells somebody that he is one too many
     */
    public Bulkhead(Executor workers, int width, int capacity, Executor refusals) {
        this.workers = workers;
        this.width = width;
        this.capacity = capacity;
        this.refusals = refusals;
        this.places = new Semaphore(capacity);
    }

    /**
     * Begins an errand of several steps, some of which may be elsewhere; it is under way until its future has
     * completed. If too many are, it is not begun, and fails with {@code unavailable}.
     */
    public <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> errand) {
        if (!places.tryAcquire()) {
            return refusal();
        }
        CompletableFuture<T> end;
        try {
            end = errand.get();
        } catch (RuntimeException | Error e) {
            places.release();
            throw e;
        }
        return end.whenComplete((done, thrown) -> places.release());
    }

    private <T> CompletableFuture<T> refusal() {
        CompletableFuture<T> refusal = new CompletableFuture<>();
        if (refused.tryAcquire()) {
            refusals.execute(() -> {
                refused.release();
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
            goOn();
            throw tooMany(e);
        } catch (RuntimeException e) {
            goOn();
            throw e;
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } finally {
            goOn();
        }
    }

    /**
     * Gives the place to who waits longest; at the end of the workers' queue, so that the lane stays as narrow as it
     * is.
     */
    private void goOn() {
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
            // It was taken, so it has to be run: where the workers take no more, by whoever is here.
            run(next);
        }
    }

    private static ChatException tooMany(@Nullable Throwable cause) {
        return ChatException.unavailable("too many of these are under way at the moment", cause);
    }
}
