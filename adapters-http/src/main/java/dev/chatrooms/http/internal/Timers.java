package dev.chatrooms.http.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Measures time and runs short tasks after a delay. */
public final class Timers {
    /** The source of time. Tests use one that they advance by hand. */
    public interface TimeSource {
        /** Returns elapsed nanoseconds, like {@link System#nanoTime}. */
        long nanoTime();

        /** Completes a future with true after a delay, unless it is complete by then. */
        void completeAfter(Duration delay, CompletableFuture<Boolean> future);
    }

    /** Uses the timer thread that the JDK keeps for futures, so there is no thread to name and to stop. */
    private static final class SystemTime implements TimeSource {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // It is the given future.
        public void completeAfter(Duration delay, CompletableFuture<Boolean> future) {
            future.completeOnTimeout(true, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    public static final Timers SYSTEM = new Timers(new SystemTime());

    private final TimeSource time;

    public Timers(TimeSource time) {
        this.time = time;
    }

    /** Returns a deadline that is so far from now. */
    public Deadline deadlineIn(Duration delay) {
        return new Deadline(this, time.nanoTime() + delay.toNanos());
    }

    /** Returns elapsed nanoseconds, like {@link System#nanoTime}. */
    long nanoTime() {
        return time.nanoTime();
    }

    /** A point in time until which an answer is due. */
    public static final class Deadline {
        private final Timers timers;
        private final long nanos;

        private Deadline(Timers timers, long nanos) {
            this.timers = timers;
            this.nanos = nanos;
        }

        /** Returns the time that is left, which is never negative. */
        public Duration timeLeft() {
            return Duration.ofNanos(Math.max(0, nanos - timers.time.nanoTime()));
        }

        /** Runs a task when the time has passed, unless the stage has completed by then. */
        void run(CompletionStage<?> unless, Runnable task) {
            timers.run(timeLeft(), unless, task);
        }
    }

    /** Runs a task after a delay, unless the stage has completed by then. */
    public void run(Duration delay, CompletionStage<?> unless, Runnable task) {
        CompletableFuture<Boolean> timer = new CompletableFuture<>();
        schedule(delay, timer, task);
        // Completing with false instead of cancelling saves two exceptions with stack traces per request.
        unless.whenComplete((done, thrown) -> timer.complete(false));
    }

    /** Runs a task repeatedly, with a delay before each run, until the stage has completed. */
    public void repeat(Duration interval, CompletionStage<?> until, Runnable task) {
        // A single listener for all runs: a listener per run would pile up on a stage that takes days to complete.
        AtomicReference<@Nullable CompletableFuture<Boolean>> timer = new AtomicReference<>(new CompletableFuture<>());
        until.whenComplete((done, thrown) -> {
            CompletableFuture<Boolean> last = timer.getAndSet(null);
            if (last != null) {
                last.complete(false);
            }
        });
        scheduleNext(interval, timer, task);
    }

    private void scheduleNext(
            Duration interval, AtomicReference<@Nullable CompletableFuture<Boolean>> timer, Runnable task) {
        CompletableFuture<Boolean> last = timer.get();
        CompletableFuture<Boolean> next = new CompletableFuture<>();
        if (last == null || !timer.compareAndSet(last, next)) {
            return;
        }
        schedule(interval, next, () -> {
            task.run();
            scheduleNext(interval, timer, task);
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The task handles its own failures.
    private void schedule(Duration delay, CompletableFuture<Boolean> timer, Runnable task) {
        timer.thenAccept(elapsed -> {
            if (elapsed) {
                task.run();
            }
        });
        time.completeAfter(delay, timer);
    }
}
