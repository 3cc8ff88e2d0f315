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
 * JSON web tokens, signed with RS256 and nothing else. The header says which key signed ({@code kid}); the algorithm is
 * this class's, never the token's: a header that names another is refused before any signature is looked at. Times are
 * whole seconds.
 *
 * <p>A client sends the same token with each of its requests. That its signature is good is found out with the first of
 * them and remembered, for 10,000 tokens at most; whether it has expired is judged with each.
 */
public final class RsaTokenIssuer implements TokenIssuer {
    /** Our own tokens have 850 characters with a key of 3072 bits and 1,750 with the largest. */
    private static final int MAX_LENGTH = 4096;

    /** Some 200 bytes each. */
    private static final int REMEMBERED = 10_000;

    private static final String TYPE = "JWT";
    private static final String ALGORITHM = "RS256";
    private static final String SESSION = "sid";

    private final SigningKeys keys;
    private final Algorithm signing;
    private final Map<String, Algorithm> checking;
    private final VerifiedTokens verified = new VerifiedTokens(REMEMBERED);

    public RsaTokenIssuer(SigningKeys keys) {
        this(keys, key -> Algorithm.RSA256(key, null));
    }

    /** @param checker what checks signatures with a public key */
    RsaTokenIssuer(SigningKeys keys, Function<RSAPublicKey, Algorithm> checker) {
        this.keys = keys;
        this.signing = Algorithm.RSA256(keys.current().key(), keys.signingKey());
        this.checking = keys.verificationKeys().stream()
                .collect(Collectors.toUnmodifiableMap(VerificationKey::id, key -> checker.apply(key.key())));
    }

    @Override
    public String issue(Claims claims) {
        return JWT.create()
                .withKeyId(keys.current().id())
                .withSubject(claims.accountId().toString())
                .withClaim(SESSION, claims.sessionId().toString())
                .withIssuedAt(claims.issuedAt())
                .withExpiresAt(claims.expiresAt())
                .withJWTId(UUID.randomUUID().toString())
                .sign(signing);
    }

    @Override
    public Optional<Claims> verify(String token, Instant now) {
        if (token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        Claims known = verified.find(token);
        Claims claims = known == null ? claims(token) : known;
        if (claims == null || !now.isBefore(claims.expiresAt())) {
            return Optional.empty();
        }
        if (known == null) {
            verified.add(token, claims);
        }
        return Optional.of(claims);
    }

    private @Nullable Claims claims(String token) {
        try {
            return claims(JWT.decode(token));
        } catch (RuntimeException e) {
            // The text is a stranger's and the parser throws more kinds than it declares; whichever
            // it is, this is no token of ours.
            // Not logged: the messages quote the token.
            return null;
        }
    }

    @Override
    public List<VerificationKey> verificationKeys() {
        return keys.verificationKeys();
    }

    private @Nullable Claims claims(DecodedJWT token) {
        if (!TYPE.equals(token.getType()) || !ALGORITHM.equals(token.getAlgorithm())) {
            return null;
        }
        String keyId = token.getKeyId();
        Algorithm algorithm = keyId == null ? null : checking.get(keyId);
        if (algorithm == null || !isCanonical(token.getSignature())) {
            return null;
        }
        algorithm.verify(token);
        Instant issuedAt = token.getIssuedAtAsInstant();
        Instant expiresAt = token.getExpiresAtAsInstant();
        if (issuedAt == null || expiresAt == null || token.getId() == null) {
            return null;
        }
        UUID accountId = uuid(token.getSubject());
        UUID sessionId = uuid(token.getClaim(SESSION).asString());
        return new Claims(new AccountId(accountId), new SessionId(sessionId), issuedAt, expiresAt);
    }

    /** Decoders overlook padding and unused last bits, with which one signature could be spelled in several ways. */
    private static boolean isCanonical(String signature) {
        byte[] bytes = Base64.getUrlDecoder().decode(signature);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(signature);
    }

    /** The JDK also takes {@code 1-1-1-1-1}. */
    private static UUID uuid(@Nullable String text) {
        if (text == null) {
            throw new IllegalArgumentException("missing");
        }
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equals(text)) {
            throw new IllegalArgumentException("not the usual form");
        }
        return uuid;
    }
}
