package dev.chatrooms.application.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.SteadyClock;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Work that a node repeats in the background, one run at a time. The first run begins after an interval. A run that
 * leaves something to do is followed by another one at the next tick, and so is one that the workers reject. Intervals
 * are measured by a clock that stands still while the wall clock goes back, so no run is delayed by that.
 */
public final class PeriodicTask {
    private static final Logger LOG = System.getLogger(PeriodicTask.class.getName());

    private final String name;
    private final InstantSource clock;
    private final Duration interval;
    private final Supplier<CompletableFuture<Boolean>> run;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile Instant next;

    /**
     * Creates a task whose runs are asynchronous.
     *
     * @param name what the task does, for the log
     * @param run starts a run without blocking; its result is whether there is more to do
     */
    public PeriodicTask(String name, InstantSource clock, Duration interval, Supplier<CompletableFuture<Boolean>> run) {
        this.name = name;
        this.clock = new SteadyClock(clock);
        this.interval = interval;
        this.run = run;
        this.next = this.clock.instant().plus(interval);
    }

    /** Creates a task whose runs block a worker and return whether there is more to do. */
    public static PeriodicTask blocking(
            String name, InstantSource clock, Duration interval, Executor workers, BooleanSupplier run) {
        return new PeriodicTask(name, clock, interval, () -> ChatFuture.supplyAsync(run::getAsBoolean, workers));
    }

    /** Starts a run if one is due and none is in progress. Call it about once a second. Never blocks. */
    public void tick() {
        Instant now = clock.instant();
        if (!now.isBefore(next) && running.compareAndSet(false, true)) {
            next = now.plus(interval);
            start(now);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Its failure is logged.
    private void start(Instant now) {
        try {
            run.get().whenComplete((more, thrown) -> {
                if (thrown != null) {
                    LOG.log(level(thrown), name + " failed and will be retried", thrown);
                } else if (more) {
                    next = now;
                }
                running.set(false);
            });
        } catch (RuntimeException e) {
            // The workers have no room for it.
            LOG.log(Level.DEBUG, name + " is postponed", e);
            next = now;
            running.set(false);
        }
    }

    /** Outages and full queues are logged by others, and each task would repeat them. */
    private static Level level(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        return cause instanceof ChatException ? Level.DEBUG : Level.WARNING;
    }
}
