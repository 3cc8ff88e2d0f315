package dev.chatrooms.application.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A future of the chat, as its callers get it. Dependent stages run on the thread that completes it. A stage that waits
 * there for another future of the chat could wait for itself, so such a wait fails at once: on the committer's and the
 * feed's thread always, on a worker if the future needs a worker. All stages that derive from it behave alike.
 */
public final class ChatFuture<T extends @Nullable Object> extends CompletableFuture<T> {
    private final boolean needsWorker;

    /** Creates a future that needs no worker to complete. */
    public ChatFuture() {
        this(false);
    }

    private ChatFuture(boolean needsWorker) {
        this.needsWorker = needsWorker;
    }

    /** Creates a future that a worker completes. */
    static <T extends @Nullable Object> ChatFuture<T> needingWorker() {
        return new ChatFuture<>(true);
    }

    /** As {@link CompletableFuture#supplyAsync}, on the chat's workers. */
    public static <T extends @Nullable Object> CompletableFuture<T> supplyAsync(Supplier<T> task, Executor workers) {
        return new ChatFuture<T>(true).completeAsync(task, workers);
    }

    /**
     * Returns a future of the chat for any future. It is taken to need a worker. Completing the returned one, for
     * example by a time limit, cancels the other.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // It has no further outcome.
    public static <T extends @Nullable Object> CompletableFuture<T> of(CompletableFuture<T> future) {
        if (future instanceof ChatFuture) {
            return future;
        }
        ChatFuture<Boolean> started = new ChatFuture<>(true);
        started.complete(true);
        CompletableFuture<T> same = started.thenCompose(begun -> future);
        same.whenComplete((result, thrown) -> future.cancel(false));
        return same;
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        return new ChatFuture<>(needsWorker);
    }

    @Override
    public T join() {
        requireOtherThread();
        return super.join();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        requireOtherThread();
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        requireOtherThread();
        return super.get(timeout, unit);
    }

    private void requireOtherThread() {
        Thread own = Thread.currentThread();
        if (!isDone() && (own instanceof SequentialThread || (needsWorker && own instanceof WorkerThread))) {
            throw new IllegalStateException("waiting for a future of the chat on its own thread " + own.getName()
                    + ", which may have to complete it: chain the next call with thenCompose, or continue on a thread"
                    + " of yours with thenComposeAsync(…, executor)");
        }
    }
}
