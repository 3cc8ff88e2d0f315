package dev.chatrooms.security;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.chatrooms.application.account.VerificationKey;
import dev.chatrooms.application.spi.TokenIssuer;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.SessionId;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Issues and verifies JSON Web Tokens that are signed with RS256. The header's {@code kid} selects the key, but not the
 * algorithm: a token with another {@code alg} is rejected before its signature is examined. Times are whole seconds.
 *
 * <p>A client sends the same token with every request. Its signature is verified once and then cached, for up to 10,000
 * tokens. Its expiry is checked every time.
 */
public final class RsaTokenIssuer implements TokenIssuer {
    /** Tokens of this issuer have 850 characters with a key of 3072 bits, and 1,800 with the largest key. */
    private static final int MAX_LENGTH = 4096;

    /** An entry takes about 200 bytes. */
    private static final int CACHE_CAPACITY = 10_000;

    private static final String TYPE = "JWT";
    private static final String ALGORITHM = "RS256";
    private static final String AUDIENCE = "chatrooms";
    private static final String SESSION_CLAIM = "sid";

    private final SigningKeys keys;
    private final String issuer;
    private final Algorithm signer;
    private final Map<String, Algorithm> verifiers;
    private final VerifiedTokenCache verified = new VerifiedTokenCache(CACHE_CAPACITY);

    /** Uses {@code chatrooms} as the issuer. */
    public RsaTokenIssuer(SigningKeys keys) {
        this(keys, AUDIENCE);
    }

    /**
     * @param issuer the {@code iss} of tokens, such as the public URL: the same on all nodes. Tokens of another issuer
     *     are rejected, even with the same key
     */
    public RsaTokenIssuer(SigningKeys keys, String issuer) {
        this(keys, issuer, key -> Algorithm.RSA256(key, null));
    }

    /** @param verifier creates the algorithm that verifies signatures with a public key */
    RsaTokenIssuer(SigningKeys keys, String issuer, Function<RSAPublicKey, Algorithm> verifier) {
        this.keys = keys;
        this.issuer = issuer;
        this.signer = Algorithm.RSA256(keys.current().key(), keys.signingKey());
        this.verifiers = keys.verificationKeys().stream()
                .collect(Collectors.toUnmodifiableMap(VerificationKey::id, key -> verifier.apply(key.key())));
    }

    @Override
    public String issue(Claims claims) {
        return JWT.create()
                .withKeyId(keys.current().id())
                .withIssuer(issuer)
                .withAudience(AUDIENCE)
                .withSubject(claims.accountId().toString())
                .withClaim(SESSION_CLAIM, claims.sessionId().toString())
                .withIssuedAt(claims.issuedAt())
                .withExpiresAt(claims.expiresAt())
                .withJWTId(UUID.randomUUID().toString())
                .sign(signer);
    }

    @Override
    public Optional<Claims> verify(String token, Instant now) {
        if (token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Claims cached = verified.find(token);
        Claims claims = cached == null ? decode(token) : cached;
        if (claims == null || !now.isBefore(claims.expiresAt())) {
            return Optional.empty();
        }
        if (cached == null) {
            verified.add(token, claims);
        }
        return Optional.of(claims);
    }

    private @Nullable Claims decode(String token) {
        try {
            return verifiedClaims(JWT.decode(token));
        } catch (RuntimeException e) {
            // The parser throws more exceptions on malformed input than it declares. All of them mean an invalid token.
            // They are not logged, because their messages quote the token.
            return null;
        }
    }

    @Override
    public List<VerificationKey> verificationKeys() {
        return keys.verificationKeys();
    }

    private @Nullable Claims verifiedClaims(DecodedJWT token) {
        if (!TYPE.equals(token.getType()) || !ALGORITHM.equals(token.getAlgorithm())) {
            return null;
        }
        String keyId = token.getKeyId();
        Algorithm algorithm = keyId == null ? null : verifiers.get(keyId);
        if (algorithm == null || !isCanonical(token.getSignature())) {
            return null;
        }
        algorithm.verify(token);
        if (!issuer.equals(token.getIssuer()) || !List.of(AUDIENCE).equals(token.getAudience())) {
            return null;
        }
        Instant issuedAt = token.getIssuedAtAsInstant();
        Instant expiresAt = token.getExpiresAtAsInstant();
        if (issuedAt == null || expiresAt == null || token.getId() == null) {
            return null;
        }
        UUID accountId = uuid(token.getSubject());
        UUID sessionId = uuid(token.getClaim(SESSION_CLAIM).asString());
        return new Claims(new AccountId(accountId), new SessionId(sessionId), issuedAt, expiresAt);
    }

    /** Rejects padding and set unused bits, which decoders ignore: a signature has only one valid spelling. */
    private static boolean isCanonical(String signature) {
        byte[] bytes = Base64.getUrlDecoder().decode(signature);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(signature);
    }

    /** Parses the canonical form only. The JDK also accepts {@code 1-1-1-1-1}. */
    private static UUID uuid(@Nullable String text) {
        if (text == null) {
            throw new IllegalArgumentException("missing");
        }
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equals(text)) {
            throw new IllegalArgumentException("not in canonical form");
        }
        return uuid;
    }
}
