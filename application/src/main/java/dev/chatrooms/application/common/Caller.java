package dev.chatrooms.application.common;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a use case runs. Adapters get one from {@link dev.chatrooms.application.account.Authentication}; an
 * application that embeds the chat and has authenticated its people itself makes one with {@link #of}.
 *
 * @param session the login that it comes from; null where the host vouches for the person
 * @param expiresAt when that session ends unless it is refreshed; null where there is none
 */
public record Caller(
        AccountId accountId,
        @Nullable SessionId session,
        @Nullable Instant expiresAt) {
    public static Caller of(AccountId accountId) {
        return new Caller(accountId, null, null);
    }
}
