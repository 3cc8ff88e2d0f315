package dev.chatrooms.http.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Things to do after a while, on the timer thread that the JDK keeps for futures; so there is none of ours to name and
 * to end.
 */
public final class Timers {
    private Timers() {}

    /** Runs a short task after a while, unless the stage has completed by then. */
    public static void run(Duration delay, CompletionStage<?> unless, Runnable task) {
        CompletableFuture<Boolean> timer = new CompletableFuture<>();
        CompletionStage<Boolean> due = timer.completeOnTimeout(true, delay.toNanos(), TimeUnit.NANOSECONDS);
        due.thenAccept(late -> {
            if (late) {
                task.run();
            }
        });
        // Not cancelled, which would make two exceptions with their stack traces for each request.
        unless.whenComplete((done, thrown) -> timer.complete(false));
    }

    /** Runs a short task again and again, each time after a while, until the stage has completed. */
    public static void repeat(Duration interval, CompletionStage<?> until, Runnable task) {
        // One listener for all rounds: one a round would stay with a stage that takes days to complete.
        AtomicReference<@Nullable CompletableFuture<Void>> timer = new AtomicReference<>(new CompletableFuture<>());
        until.whenComplete((done, thrown) -> {
            CompletableFuture<Void> last = timer.getAndSet(null);
            if (last != null) {
                last.cancel(false);
            }
        });
        round(interval, timer, task);
    }

    private static void round(
            Duration interval, AtomicReference<@Nullable CompletableFuture<Void>> timer, Runnable task) {
        CompletableFuture<Void> last = timer.get();
        CompletableFuture<Void> next = new CompletableFuture<>();
        if (last == null || !timer.compareAndSet(last, next)) {
            return;
        }
        CompletionStage<Void> due = next.completeOnTimeout(null, interval.toNanos(), TimeUnit.NANOSECONDS);
        due.thenRun(() -> {
            task.run();
            round(interval, timer, task);
        });
    }
}
