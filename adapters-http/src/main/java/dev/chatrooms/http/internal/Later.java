package dev.chatrooms.http.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Things to do after a while, on the timer thread that the JDK keeps for futures; so there is none of ours to name and to end. */
public final class Later {
    private Later() {}

    /** Runs a short task after a while, unless the stage has completed by then. */
    public static void run(Duration delay, CompletionStage<?> unless, Runnable task) {
        CompletableFuture<Void> timer = new CompletableFuture<>();
        CompletionStage<Void> due = timer.completeOnTimeout(null, delay.toNanos(), TimeUnit.NANOSECONDS);
        due.thenRun(task);
        unless.whenComplete((done, thrown) -> timer.cancel(false));
    }
}
