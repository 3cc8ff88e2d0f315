package dev.chatrooms.application.common;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The identity that a use case runs for. Adapters get it from {@link dev.chatrooms.application.account.Authentication};
 * an embedding application that has authenticated its users itself creates it with {@link #of} or {@link #vouchedFor}.
 *
 * @param session the session of the access token; null if the host vouches for the account
 * @param issuedAt when the host began to vouch for the account; null for now, and if there is a session. A caller is
 *     refused if all sessions of the account were ended after this time
 * @param expiresAt when the session ends unless it is refreshed, or until when the host vouches for the account; null
 *     for no end
 */
public record Caller(
        AccountId accountId,
        @Nullable SessionId session,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt) {
    /** Returns the caller of a session. */
    public Caller(AccountId accountId, @Nullable SessionId session, @Nullable Instant expiresAt) {
        this(accountId, session, null, expiresAt);
    }

    public static Caller of(AccountId accountId) {
        return new Caller(accountId, null, null, null);
    }

    /** Returns a caller that the host vouches for during some time, such as the life of a token of its own. */
    public static Caller vouchedFor(AccountId accountId, @Nullable Instant issuedAt, @Nullable Instant expiresAt) {
        return new Caller(accountId, null, issuedAt, expiresAt);
    }
}
