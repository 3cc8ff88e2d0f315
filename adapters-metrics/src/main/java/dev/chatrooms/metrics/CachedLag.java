package dev.chatrooms.metrics;

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
 * A sample of the store's lag that several gauges share. All readers wait for the same sample, for at most
 * {@link #TIMEOUT} after it was started. At most one sample is in progress, even if the store hangs and readers keep
 * arriving. Thread-safe.
 */
final class CachedLag {
    /** One scrape reads all gauges from one sample; the next scrape, seconds later, takes a new one. */
    static final Duration MAX_AGE = Duration.ofSeconds(1);

    static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final Supplier<Lag> source;
    private final Executor executor;
    private final LongSupplier nanos;

    // Guarded by this.
    private @Nullable Sample last;

    private record Sample(long startNanos, CompletableFuture<Lag> lag) {}

    /**
     * Creates the cache. The first read takes the first sample.
     *
     * @param source blocks on the store, and throws if the store is unreachable
     * @param executor runs the source; may reject it
     * @param nanos clock like {@link System#nanoTime}
     */
    CachedLag(Supplier<Lag> source, Executor executor, LongSupplier nanos) {
        this.source = source;
        this.executor = executor;
        this.nanos = nanos;
    }

    /** Returns the current lag; empty if the store does not respond in time. */
    Optional<Lag> read() {
        Sample sample = sample();
        long remaining = Math.max(0, sample.startNanos() + TIMEOUT.toNanos() - nanos.getAsLong());
        try {
            return Optional.of(sample.lag().get(remaining, TimeUnit.NANOSECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private synchronized Sample sample() {
        Sample sample = last;
        if (sample == null || isStale(sample)) {
            sample = new Sample(nanos.getAsLong(), start());
            last = sample;
        }
        return sample;
    }

    /** Returns false for a sample in progress, however old it is: another one would block in the same place. */
    private boolean isStale(Sample sample) {
        return sample.lag().isDone() && nanos.getAsLong() - sample.startNanos() >= MAX_AGE.toNanos();
    }

    private CompletableFuture<Lag> start() {
        try {
            return CompletableFuture.supplyAsync(source, executor);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
