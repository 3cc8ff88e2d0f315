package dev.chatrooms.application.file.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.file.internal.FileThreads.Step;
import dev.chatrooms.application.internal.ChatFuture;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.spi.StoreUnavailable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The work on one open content: runs tasks that block on the file store, one after the other, and closes what they use
 * after the last one. A task that takes too long fails for its caller, but goes on: not every store can be interrupted.
 * Thread-safe.
 */
final class StoreWork {
    private final Runnable close;
    /** The last task. Guarded by this. */
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    private boolean closed;

    /** @param close releases what the tasks use; never fails */
    StoreWork(Runnable close) {
        this.close = close;
    }

    /** Runs a task after those before it. Fails with {@code unavailable} if it takes longer than its step may. */
    synchronized <T extends @Nullable Object> CompletableFuture<T> run(Step step, Supplier<T> task) {
        if (closed) {
            return CompletableFuture.failedFuture(new IllegalStateException("closed"));
        }
        try {
            CompletableFuture<T> result = ChatFuture.of(
                    last.handle((done, thrown) -> true).thenApplyAsync(ready -> translated(task), step.threads()));
            last = result;
            return limited(result, step.limit());
        } catch (ChatException tooMany) {
            return CompletableFuture.failedFuture(tooMany);
        }
    }

    private static <T extends @Nullable Object> CompletableFuture<T> limited(
            CompletableFuture<T> result, Duration limit) {
        return result.copy().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).exceptionally(thrown -> {
            if (thrown instanceof TimeoutException) {
                throw ChatException.unavailable("the file store takes too long", thrown);
            }
            throw thrown instanceof CompletionException failure ? failure : new CompletionException(thrown);
        });
    }

    /** Returns a stage that completes when the tasks so far have ended, however long they take. Never fails. */
    synchronized CompletableFuture<Boolean> ended() {
        return last.handle((done, thrown) -> true);
    }

    private static <T extends @Nullable Object> T translated(Supplier<T> task) {
        try {
            return task.get();
        } catch (StoreUnavailable e) {
            throw Store.unavailable(e);
        }
    }

    /** Ends the work when the task in progress, if any, has ended. May be called again. */
    @SuppressWarnings("FutureReturnValueIgnored") // It never fails.
    synchronized void close() {
        if (!closed) {
            closed = true;
            last.whenComplete((done, thrown) -> close.run());
        }
    }
}
