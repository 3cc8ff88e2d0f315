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
 * The buckets of one allowance by key, in stripes with a lock each, every stripe in the order of use. As all buckets
 * fill at the same pace, the least recently used one is nearest to full, so looking at that end alone finds what can
 * go. (Caffeine would bound the number as well, but evicts by frequency, and could not tell a full bucket from an empty
 * one.)
 */
final class KeyedBuckets {
    static final int STRIPES = 16;
    private static final int MAX_KEY_LENGTH = 64;

    private final long burst;
    private final int maxKeysInStripe;
    private final Supplier<Bucket> newBucket;
    private final List<Map<String, Bucket>> stripes = new ArrayList<>();

    KeyedBuckets(long burst, int maxKeys, Supplier<Bucket> newBucket) {
        this.burst = burst;
        this.maxKeysInStripe = maxKeys / STRIPES;
        this.newBucket = newBucket;
        for (int i = 0; i < STRIPES; i++) {
            stripes.add(new LinkedHashMap<>(16, 0.75f, true));
        }
    }

    ConsumptionProbe tryAcquire(String key) {
        String shortKey = shortened(key);
        Map<String, Bucket> stripe = stripes.get(Math.floorMod(spread(shortKey.hashCode()), STRIPES));
        // Held for a look-up and some arithmetic, never across a wait or I/O.
        synchronized (stripe) {
            Bucket bucket = stripe.get(shortKey);
            if (bucket == null) {
                makeRoom(stripe);
                bucket = newBucket.get();
                stripe.put(shortKey, bucket);
            }
            return bucket.tryConsumeAndReturnRemaining(1);
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

    private void makeRoom(Map<String, Bucket> stripe) {
        Iterator<Bucket> leastRecentFirst = stripe.values().iterator();
        // Two for one, so that what piled up in a flood goes away again.
        for (int i = 0; i < 2 && leastRecentFirst.hasNext(); i++) {
            boolean full = leastRecentFirst.next().getAvailableTokens() >= burst;
            if (full || stripe.size() >= maxKeysInStripe) {
                leastRecentFirst.remove();
            }
        }
    }

    /** Strings differ mostly in the low bits of their hash, which the map inside the stripe needs as well. */
    private static int spread(int hash) {
        return (hash * 0x9E3779B9) >>> 16;
    }

    /** Keys may be whatever a stranger sends, at any length. */
    private static String shortened(String key) {
        if (key.length() <= MAX_KEY_LENGTH) {
            return key;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }
}
