package dev.chatrooms.application.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Starts the thread that the JDK has for the time limits of futures. It lives as long as the process, and until Java 24
 * it keeps the class loaders of the code that needs it first: as its context class loader, and in its access control
 * context. An application that is unloaded would remain in memory.
 *
 * <p>So it is started from a thread of the JDK with no code of the chat on its stack: by a dependent of a future that
 * the common pool completes.
 */
public final class DelayThread {
    private static final int WAIT_SECONDS = 5;
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private DelayThread() {}

    /** Starts the thread if it does not run yet. Waits for it, but not for long: the common pool may be busy. */
    public static void start() {
        if (!BEGUN.compareAndSet(false, true)) {
            return;
        }
        CompletableFuture<Boolean> trigger = new CompletableFuture<>();
        CompletableFuture<Void> started = trigger.thenRunAsync(
                () -> {}, CompletableFuture.delayedExecutor(0, TimeUnit.MILLISECONDS, Runnable::run));
        trigger.completeAsync(() -> true, ForkJoinPool.commonPool());
        try {
            started.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The first time limit starts the thread.
        }
    }
}
