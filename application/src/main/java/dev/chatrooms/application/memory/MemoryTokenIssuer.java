package dev.chatrooms.application.memory;

import dev.chatrooms.application.account.VerificationKey;
import dev.chatrooms.application.spi.TokenIssuer;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Issues random tokens and keeps their claims in memory. Nothing can be read from a token, and no other system can
 * verify one. Times have a precision of seconds, as in signed tokens. Issuing removes expired tokens; beyond the
 * capacity it removes the oldest, whose clients then have to refresh.
 */
public final class MemoryTokenIssuer implements TokenIssuer {
    private static final int DEFAULT_CAPACITY = 100_000;
    private static final int TOKEN_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final int capacity;
    // In the order of issue, which with one lifetime is also the order of expiry.
    private final Map<String, Claims> tokens = new LinkedHashMap<>();

    public MemoryTokenIssuer() {
        this(DEFAULT_CAPACITY);
    }

    /**
     * Creates an issuer.
     *
     * @param capacity the maximum number of tokens
     */
    public MemoryTokenIssuer(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be positive, was " + capacity);
        }
        this.capacity = capacity;
    }

    @Override
    public String issue(Claims claims) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Claims kept = new Claims(
                claims.accountId(),
                claims.sessionId(),
                wholeSeconds(claims.issuedAt()),
                wholeSeconds(claims.expiresAt()));
        synchronized (tokens) {
            forget(kept.issuedAt());
            tokens.put(token, kept);
        }
        return token;
    }

    @Override
    public Optional<Claims> verify(String token, Instant now) {
        synchronized (tokens) {
            return Optional.ofNullable(tokens.get(token)).filter(claims -> now.isBefore(claims.expiresAt()));
        }
    }

    @Override
    public List<VerificationKey> verificationKeys() {
        return List.of();
    }

    int remembered() {
        synchronized (tokens) {
            return tokens.size();
        }
    }

    private void forget(Instant now) {
        Iterator<Claims> oldestFirst = tokens.values().iterator();
        while (oldestFirst.hasNext()) {
            boolean expired = !now.isBefore(oldestFirst.next().expiresAt());
            if (!expired && tokens.size() < capacity) {
                return;
            }
            oldestFirst.remove();
        }
    }

    private static Instant wholeSeconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
