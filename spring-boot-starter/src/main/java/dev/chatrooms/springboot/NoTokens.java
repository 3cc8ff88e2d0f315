package dev.chatrooms.springboot;

import dev.chatrooms.application.account.VerificationKey;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.spi.TokenIssuer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sessions without tokens of the chat: the application authenticates its users. */
final class NoTokens implements TokenIssuer {
    @Override
    public String issue(Claims claims) {
        throw ChatException.unavailable("this chat has no tokens", null);
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
