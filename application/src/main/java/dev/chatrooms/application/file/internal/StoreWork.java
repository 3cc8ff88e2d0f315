package dev.chatrooms.application.file.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.internal.ChatFuture;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.spi.StoreUnavailable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The work on one open content: runs tasks that block on the file store, one after the other, and closes what they use
 * after the last one. Thread-safe.
 */
final class StoreWork {
    private final Executor threads;
    private final Runnable close;
    /** The last task. Guarded by this. */
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    private boolean closed;

    /** @param close releases what the tasks use; never fails */
    StoreWork(Executor threads, Runnable close) {
        this.threads = threads;
        this.close = close;
    }

    /** Runs a task after those before it. Fails with {@code unavailable} once the work is closed. */
    synchronized <T extends @Nullable Object> CompletableFuture<T> run(Supplier<T> task) {
        if (closed) {
            return CompletableFuture.failedFuture(new IllegalStateException("closed"));
        }
        try {
            CompletableFuture<T> result = ChatFuture.of(
                    last.handle((done, thrown) -> true).thenApplyAsync(ready -> translated(task), threads));
            last = result;
            return result;
        } catch (ChatException tooMany) {
            return CompletableFuture.failedFuture(tooMany);
        }
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
