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
 * Token buckets of Bucket4j, one for each key that has used something up lately.
 *
 * <p>Memory is bounded for each allowance: a bucket that is full again is the same as none and goes when others are
 * used; past the bound the least recently used ones go although they are not full. To have his own bucket dropped, one
 * would have to use more other keys than the bound in between, while every try keeps it. Each allowance has its own
 * bound, so that a flood of one kind does not empty another's.
 */
public final class TokenBucketRateLimiter implements RateLimiter {
    private static final int DEFAULT_MAX_KEYS = 100_000;
    /** Allowances come from settings, keys from strangers. */
    private static final int MAX_ALLOWANCES = 64;

    private final ForwardTime time;
    private final int maxKeys;
    private final Map<Allowance, KeyedBuckets> buckets = new ConcurrentHashMap<>();

    public TokenBucketRateLimiter(InstantSource time) {
        this(time, DEFAULT_MAX_KEYS);
    }

    /** @param maxKeys how many keys of one allowance are remembered at most */
    public TokenBucketRateLimiter(InstantSource time, int maxKeys) {
        if (maxKeys < KeyedBuckets.STRIPES) {
            throw new IllegalArgumentException(
                    "at least " + KeyedBuckets.STRIPES + " keys must be remembered, not " + maxKeys);
        }
        this.time = new ForwardTime(time);
        this.maxKeys = maxKeys;
    }

    @Override
    public Optional<Duration> tryAcquire(Allowance allowance, String key) {
        ConsumptionProbe probe = bucketsOf(allowance).tryAcquire(key);
        return probe.isConsumed() ? Optional.empty() : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** How many keys are remembered. */
    public int keys() {
        return buckets.values().stream().mapToInt(KeyedBuckets::size).sum();
    }

    private KeyedBuckets bucketsOf(Allowance allowance) {
        KeyedBuckets known = buckets.get(allowance);
        if (known != null) {
            return known;
        }
        if (buckets.size() >= MAX_ALLOWANCES) {
            throw new IllegalStateException("more than " + MAX_ALLOWANCES + " allowances: they are to be constants");
        }
        return buckets.computeIfAbsent(allowance, a -> new KeyedBuckets(a.burst(), maxKeys, () -> newBucket(a)));
    }

    private Bucket newBucket(Allowance allowance) {
        // Without locks of its own: its stripe's is held.
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(allowance.burst()).refillGreedy(allowance.permits(), allowance.period()))
                .withCustomTimePrecision(time)
                .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                .build();
    }
}
