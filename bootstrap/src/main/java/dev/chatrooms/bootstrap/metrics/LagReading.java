package dev.chatrooms.bootstrap.metrics;

import dev.chatrooms.application.Health.Lag;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one look into the store that several gauges share. Whoever reads them waits for it together with the others,
 * never for longer than {@link #PATIENCE} from its beginning on; and there is one look at a time, also where the store
 * hangs and readers keep coming. Thread-safe.
 */
final class LagReading {
    /** The gauges of one reading of all meters are of one look; the next reading, seconds later, is of another. */
    static final Duration FRESH = Duration.ofSeconds(1);

    static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Supplier<Lag> source;
    private final Executor executor;
    private final LongSupplier nanos;

    // Guarded by this.
    private @Nullable Look last;

    private record Look(long begun, CompletableFuture<Lag> lag) {}

    /**
     * Looks when it is first asked.
     *
     * @param source blocks on the store, and throws where it cannot be reached
     * @param executor runs it; may refuse
     * @param nanos as {@link System#nanoTime}
     */
    LagReading(Supplier<Lag> source, Executor executor, LongSupplier nanos) {
        this.source = source;
        this.executor = executor;
        this.nanos = nanos;
    }

    /** How far behind things are; empty where the store does not say so in time. */
    Optional<Lag> read() {
        Look look = look();
        long left = Math.max(0, look.begun() + PATIENCE.toNanos() - nanos.getAsLong());
        try {
            return Optional.of(look.lag().get(left, TimeUnit.NANOSECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private synchronized Look look() {
        Look look = last;
        if (look == null || isOver(look)) {
            look = new Look(nanos.getAsLong(), begin());
            last = look;
        }
        return look;
    }

    /** One that has not ended is not over, however old it is: another would wait in the same place. */
    private boolean isOver(Look look) {
        return look.lag().isDone() && nanos.getAsLong() - look.begun() >= FRESH.toNanos();
    }

    private CompletableFuture<Lag> begin() {
        try {
            return CompletableFuture.supplyAsync(source, executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
