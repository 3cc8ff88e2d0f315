package dev.chatrooms.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A bounded map from keys to the token buckets of one allowance.
 *
 * <p>It is divided into stripes, each with a lock and in access order. All buckets refill at the same rate, so the
 * least recently used one is the closest to full, and only that end has to be examined for buckets to evict. Caffeine
 * was considered: it bounds the size, but it evicts by frequency and cannot prefer full buckets. Thread-safe.
 */
final class StripedBuckets {
    static final int STRIPES = 16;
    private static final int MAX_KEY_LENGTH = 64;

    private final long burst;
    private final int maxKeysPerStripe;
    private final Supplier<Bucket> newBucket;
    private final List<Map<String, Bucket>> stripes = new ArrayList<>();

    StripedBuckets(long burst, int maxKeys, Supplier<Bucket> newBucket) {
        this.burst = burst;
        this.maxKeysPerStripe = maxKeys / STRIPES;
        this.newBucket = newBucket;
        for (int i = 0; i < STRIPES; i++) {
            stripes.add(new LinkedHashMap<>(16, 0.75f, true));
        }
    }

    ConsumptionProbe tryAcquire(String key, int permits) {
        String boundedKey = bounded(key);
        Map<String, Bucket> stripe = stripes.get(Math.floorMod(spread(boundedKey.hashCode()), STRIPES));
        // The lock covers a lookup and arithmetic only, no waiting and no I/O.
        synchronized (stripe) {
            Bucket bucket = stripe.get(boundedKey);
            if (bucket == null) {
                evict(stripe);
                bucket = newBucket.get();
                stripe.put(boundedKey, bucket);
            }
            long available = Math.min(permits, burst);
            ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(available);
            if (probe.isConsumed() && permits > available) {
                // The bucket goes below zero: the rest is owed.
                bucket.consumeIgnoringRateLimits(permits - available);
            }
            return probe;
        }
    }

    int size() {
        int size = 0;
        for (Map<String, Bucket> stripe : stripes) {
            synchronized (stripe) {
                size += stripe.size();
            }
        }
        return size;
    }

    private void evict(Map<String, Bucket> stripe) {
        Iterator<Bucket> leastRecentlyUsed = stripe.values().iterator();
        // Evicts up to two buckets for each new one, so that the map shrinks after a flood.
        for (int i = 0; i < 2 && leastRecentlyUsed.hasNext(); i++) {
            boolean full = leastRecentlyUsed.next().getAvailableTokens() >= burst;
            if (full || stripe.size() >= maxKeysPerStripe) {
                leastRecentlyUsed.remove();
            }
        }
    }

    /** Mixes the hash: the low bits of a string's hash vary most, but the map inside the stripe depends on them. */
    private static int spread(int hash) {
        return (hash * 0x9E3779B9) >>> 16;
    }

    /** Replaces a long key by its digest. Keys may come from unauthenticated clients, at any length. */
    private static String bounded(String key) {
        if (key.length() <= MAX_KEY_LENGTH) {
            return key;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM does not support SHA-256", e);
        }
    }
}
