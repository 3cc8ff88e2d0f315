package dev.chatrooms.security;

import dev.chatrooms.application.spi.TokenIssuer.Claims;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A bounded cache of the claims of tokens whose signature was verified, so that it is verified once and not with every
 * request. Expiry is checked at each use, and the session is checked elsewhere. Entries never become stale, because the
 * keys do not change during the lifetime of their issuer.
 *
 * <p>Tokens are secrets, so the keys of the cache are their SHA-256 digests. Only tokens with a valid signature are
 * added; clients cannot flood the cache with forged ones.
 *
 * <p>Entries are in two generations. New and recently used entries are in the young generation. When it holds half of
 * the capacity, it becomes the old generation, and the entries of the previous old generation that were not used since
 * are dropped. Lookups take no lock, and tokens in use stay cached. Thread-safe.
 */
final class VerifiedTokenCache {
    /** A SHA-256 digest with value equality. */
    private record Digest(long first, long second, long third, long fourth) {
        static Digest of(String token) {
            try {
                ByteBuffer bytes = ByteBuffer.wrap(
                        MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
                return new Digest(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this JVM does not support SHA-256", e);
            }
        }
    }

    private record Generations(Map<Digest, Claims> young, Map<Digest, Claims> old) {}

    private final int maxYoung;
    private volatile Generations generations = new Generations(new ConcurrentHashMap<>(), Map.of());

    /** @param capacity the maximum number of tokens; must be even */
    VerifiedTokenCache(int capacity) {
        this.maxYoung = capacity / 2;
    }

    /** Returns the claims of a token, or null if it is not cached. The token may have expired. */
    @Nullable
    Claims find(String token) {
        Digest digest = Digest.of(token);
        Generations current = generations;
        Claims young = current.young().get(digest);
        if (young != null) {
            return young;
        }
        Claims old = current.old().get(digest);
        if (old != null) {
            put(digest, old);
        }
        return old;
    }

    /** Adds a token whose signature was verified. */
    void add(String token, Claims claims) {
        put(Digest.of(token), claims);
    }

    private synchronized void put(Digest digest, Claims claims) {
        if (generations.young().size() >= maxYoung) {
            generations = new Generations(new ConcurrentHashMap<>(), generations.young());
        }
        generations.young().put(digest, claims);
    }

    /** Returns the number of entries. One that moved to the young generation counts twice. */
    int size() {
        Generations current = generations;
        return current.young().size() + current.old().size();
    }
}
