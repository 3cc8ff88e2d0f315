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
 * What tokens say whose signature was found to be good, so that it need not be checked again with each request. Only
 * that is kept: when a token expires is judged at each use, and whether its session is still live is asked elsewhere.
 * It is good as long as the keys are, which do not change while their issuer lives.
 *
 * <p>Tokens are secrets and not kept: a SHA-256 digest stands for each. No stranger can fill this, since he cannot
 * sign.
 *
 * <p>There are two generations. What is new or in use is in the young one; when that has half of what there may be, it
 * becomes the old one, and what was in the old one and not asked for since is gone. So looking up takes no lock, and
 * who calls often stays. Thread-safe.
 */
final class VerifiedTokens {
    /** SHA-256, as a value. */
    private record Digest(long first, long second, long third, long fourth) {
        static Digest of(String token) {
            try {
                ByteBuffer bytes = ByteBuffer.wrap(
                        MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
                return new Digest(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this JVM has no SHA-256", e);
            }
        }
    }

    private record Generations(Map<Digest, Claims> young, Map<Digest, Claims> old) {}

    private final int half;
    private volatile Generations generations = new Generations(new ConcurrentHashMap<>(), Map.of());

    /** @param capacity how many tokens are remembered at most; an even number */
    VerifiedTokens(int capacity) {
        this.half = capacity / 2;
    }

    /** What this token says; null if it is not known to be good. It may have expired. */
    @Nullable
    Claims find(String token) {
        Digest digest = Digest.of(token);
        Generations now = generations;
        Claims young = now.young().get(digest);
        if (young != null) {
            return young;
        }
        Claims old = now.old().get(digest);
        if (old != null) {
            put(digest, old);
        }
        return old;
    }

    /** Remembers what a token says whose signature is good. */
    void add(String token, Claims claims) {
        put(Digest.of(token), claims);
    }

    private synchronized void put(Digest digest, Claims claims) {
        if (generations.young().size() >= half) {
            generations = new Generations(new ConcurrentHashMap<>(), generations.young());
        }
        generations.young().put(digest, claims);
    }

    /** How many are remembered; one that moved to the young generation counts twice. */
    int size() {
        Generations now = generations;
        return now.young().size() + now.old().size();
    }
}
