package dev.chatrooms.application.common;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The identity that a use case runs for. Adapters get it from {@link dev.chatrooms.application.account.Authentication};
 * an embedding application that has authenticated its users itself creates it with {@link #of}.
 *
 * @param session the session of the access token; null if the host vouches for the account
 * @param expiresAt when the session ends unless it is refreshed; null if there is no session
 */
public record Caller(
        AccountId accountId,
        @Nullable SessionId session,
        @Nullable Instant expiresAt) {
    public static Caller of(AccountId accountId) {
        return new Caller(accountId, null, null);
    }
}
