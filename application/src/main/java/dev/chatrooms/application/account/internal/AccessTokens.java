package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.account.SignedIn;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.spi.TokenIssuer;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.SessionId;
import java.time.Duration;
import java.time.Instant;

/** Issues the tokens of a session when it begins and when it is refreshed. */
final class AccessTokens {
    private final TokenIssuer issuer;
    private final ChatSettings settings;

    AccessTokens(TokenIssuer issuer, ChatSettings settings) {
        this.issuer = issuer;
        this.settings = settings;
    }

    SignedIn signedIn(Account account, SessionId session, RefreshToken refresh, Instant now) {
        String access = issuer.issue(
                new TokenIssuer.Claims(account.id(), session, now, now.plus(settings.accessTokenLifetime())));
        return new SignedIn(
                account, access, settings.accessTokenLifetime(), refresh.value(), settings.sessionLifetime());
    }

    Duration sessionLifetime() {
        return settings.sessionLifetime();
    }
}
