package dev.chatrooms.security;

import dev.chatrooms.application.spi.RateLimiter;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A rate limiter with Bucket4j's token buckets, one per key that was used recently.
 *
 * <p>The number of keys is bounded per allowance. A full bucket equals no bucket and is evicted as others are used;
 * above the bound, the least recently used buckets are evicted even if they are not full. To get rid of an empty
 * bucket, a client would have to use more other keys than the bound between two attempts, because each attempt renews
 * the bucket. The bounds are separate, so a flood of one allowance does not evict the buckets of another.
 */
public final class TokenBucketRateLimiter implements RateLimiter {
    private static final int DEFAULT_MAX_KEYS = 100_000;
    /** Allowances are constants or come from settings, so a large number of them is a programming error. */
    private static final int MAX_ALLOWANCES = 64;

    private final MonotonicTimeMeter timeMeter;
    private final int maxKeys;
    private final Map<Allowance, StripedBuckets> buckets = new ConcurrentHashMap<>();

    public TokenBucketRateLimiter(InstantSource clock) {
        this(clock, DEFAULT_MAX_KEYS);
    }

    /** @param maxKeys the maximum number of keys per allowance */
    public TokenBucketRateLimiter(InstantSource clock, int maxKeys) {
        if (maxKeys < StripedBuckets.STRIPES) {
            throw new IllegalArgumentException(
                    "maxKeys must be at least " + StripedBuckets.STRIPES + ", was " + maxKeys);
        }
        this.timeMeter = new MonotonicTimeMeter(clock);
        this.maxKeys = maxKeys;
    }

    @Override
    public Optional<Duration> tryAcquire(Allowance allowance, String key, int permits) {
        ConsumptionProbe probe = bucketsOf(allowance).tryAcquire(key, permits);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** Returns the number of keys that have a bucket, over all allowances. */
    public int keyCount() {
        return buckets.values().stream().mapToInt(StripedBuckets::size).sum();
    }

    private StripedBuckets bucketsOf(Allowance allowance) {
        StripedBuckets existing = buckets.get(allowance);
        if (existing != null) {
            return existing;
        }
        if (buckets.size() >= MAX_ALLOWANCES) {
            throw new IllegalStateException(
                    "more than " + MAX_ALLOWANCES + " allowances: allowances must be constants, not computed");
        }
        return buckets.computeIfAbsent(allowance, a -> new StripedBuckets(a.burst(), maxKeys, () -> newBucket(a)));
    }

    private Bucket newBucket(Allowance allowance) {
        // Needs no synchronization: the lock of its stripe guards it.
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(allowance.burst()).refillGreedy(allowance.permits(), allowance.period()))
                .withCustomTimePrecision(timeMeter)
                .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                .build();
    }
}
