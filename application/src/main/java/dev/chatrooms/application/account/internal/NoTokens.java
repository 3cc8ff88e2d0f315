package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.account.VerificationKey;
import dev.chatrooms.application.spi.TokenIssuer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The issuer of a chat without tokens: the host authenticates its users. */
public final class NoTokens implements TokenIssuer {
    @Override
    public String issue(Claims claims) {
        throw new IllegalStateException("tokens of the chat need a tokenIssuer, which is set on the builder");
    }

    @Override
    public Optional<Claims> verify(String token, Instant now) {
        return Optional.empty();
    }

    @Override
    public List<VerificationKey> verificationKeys() {
        return List.of();
    }
}
