package dev.chatrooms.security;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import dev.chatrooms.application.account.AccountProfile;
import dev.chatrooms.application.account.HostSessions;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.identity.Authenticator;
import dev.chatrooms.application.identity.Credential;
import dev.chatrooms.application.identity.RequestHead;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.account.DisplayName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes the bearer tokens that the host issues itself, by their issuer. The subject is the external id of the
 * account. A caller is vouched for until the token expires. Tokens of other issuers are left to the next authenticator.
 */
public final class JwtAuthenticator implements Authenticator {
    private static final int MAX_LENGTH = 8192;

    private final HostSessions sessions;
    private final HostTokens tokens;
    private final InstantSource clock;

    public JwtAuthenticator(HostSessions sessions, HostTokens tokens) {
        this(sessions, tokens, InstantSource.system());
    }

    JwtAuthenticator(HostSessions sessions, HostTokens tokens, InstantSource clock) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Optional<Credential> credential(RequestHead request) {
        return request.bearerToken()
                .flatMap(JwtAuthenticator::decoded)
                .filter(token -> tokens.issuer.equals(token.getIssuer()))
                .map(token -> new Credential(false, () -> verified(token)));
    }

    private static Optional<DecodedJWT> decoded(String token) {
        if (token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(JWT.decode(token));
        } catch (RuntimeException e) {
            // The parser throws more exceptions on malformed input than it declares. Their messages quote the token.
            return Optional.empty();
        }
    }

    /** Verifies a token without blocking if its key is known; otherwise the supplier does. */
    private Supplier<Caller> verified(DecodedJWT token) {
        if (!tokens.algorithm.equals(token.getAlgorithm())) {
            throw refused();
        }
        Optional<Algorithm> known = tokens.keys.known(token.getKeyId());
        if (known.isPresent()) {
            requireValid(token, known.get());
            return () -> caller(token);
        }
        return () -> {
            requireValid(token, tokens.keys.find(token.getKeyId()).orElseThrow(JwtAuthenticator::refused));
            return caller(token);
        };
    }

    private void requireValid(DecodedJWT token, Algorithm algorithm) {
        Instant now = clock.instant();
        try {
            algorithm.verify(token);
        } catch (RuntimeException e) {
            throw refused();
        }
        Instant expiresAt = token.getExpiresAtAsInstant();
        Instant notBefore = token.getNotBeforeAsInstant();
        boolean isValid = expiresAt != null
                && now.isBefore(expiresAt.plus(tokens.leeway))
                && (notBefore == null || !now.isBefore(notBefore.minus(tokens.leeway)))
                && token.getAudience() != null
                && token.getAudience().contains(tokens.audience)
                && token.getSubject() != null;
        if (!isValid) {
            throw refused();
        }
    }

    private Caller caller(DecodedJWT token) {
        // Without a time of issue the token counts as older than any end of the sessions.
        Instant issuedAt = token.getIssuedAtAsInstant() == null ? Instant.EPOCH : token.getIssuedAtAsInstant();
        Instant expiresAt = token.getExpiresAtAsInstant().plus(tokens.leeway);
        if (!tokens.provisioning) {
            return sessions.vouch(token.getSubject(), issuedAt, expiresAt);
        }
        try {
            return sessions.vouch(token.getSubject(), profile(token, true), issuedAt, expiresAt);
        } catch (ChatException e) {
            if (e.code() != RefusalCode.USERNAME_TAKEN && e.code() != RefusalCode.INVALID) {
                throw e;
            }
            return sessions.vouch(token.getSubject(), profile(token, false), issuedAt, expiresAt);
        }
    }

    private static AccountProfile profile(DecodedJWT token, boolean withUsername) {
        return new AccountProfile(
                withUsername ? token.getClaim("preferred_username").asString() : null,
                name(token, "name"),
                name(token, "given_name"),
                name(token, "family_name"),
                AccountKind.USER,
                null);
    }

    /** Returns a name of the claims; null for one that the chat cannot show. */
    private static @Nullable String name(DecodedJWT token, String claim) {
        String name = token.getClaim(claim).asString();
        try {
            return name == null ? null : new DisplayName(name).value();
        } catch (InvalidValue e) {
            return null;
        }
    }

    private static ChatException refused() {
        return new ChatException(RefusalCode.UNAUTHENTICATED, "no valid token of the application");
    }
}
