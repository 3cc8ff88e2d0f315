package dev.chatrooms.application.common;

import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The identity that a use case runs for. Adapters get it from {@link dev.chatrooms.application.account.Authentication};
 * an embedding application that has authenticated its users itself creates it with {@link #of(AccountId)} or
 * {@link #vouchedFor(AccountId, Instant, Instant)}. For its bots, and for itself, it uses {@link #of(Account)}.
 *
 * @param session the session of the access token; null if the host vouches for the account
 * @param issuedAt when the host began to vouch for the account; null for now, and if there is a session. A caller is
 *     refused if all sessions of the account were ended after this time
 * @param expiresAt when the session ends unless it is refreshed, or until when the host vouches for the account; null
 *     for no end
 * @param unlimited whether the rate limits of accounts do not apply, because the host vouches for a program
 */
public record Caller(
        AccountId accountId,
        @Nullable SessionId session,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt,
        boolean unlimited) {
    /** Returns the caller of a session. */
    public Caller(AccountId accountId, @Nullable SessionId session, @Nullable Instant expiresAt) {
        this(accountId, session, null, expiresAt, false);
    }

    /** Returns a caller that the host vouches for, with the rate limits of a user. */
    public static Caller of(AccountId accountId) {
        return vouchedFor(accountId, null, null);
    }

    /** Returns a caller that the host vouches for. Rate limits do not apply to bots and to the application itself. */
    public static Caller of(Account account) {
        return vouchedFor(account, null, null);
    }

    /** Returns a caller that the host vouches for during some time, such as the life of a token of its own. */
    public static Caller vouchedFor(AccountId accountId, @Nullable Instant issuedAt, @Nullable Instant expiresAt) {
        return new Caller(accountId, null, issuedAt, expiresAt, false);
    }

    /** Returns a caller that the host vouches for during some time. Bots and the application have no rate limits. */
    public static Caller vouchedFor(Account account, @Nullable Instant issuedAt, @Nullable Instant expiresAt) {
        return new Caller(account.id(), null, issuedAt, expiresAt, account.kind() != AccountKind.USER);
    }

    /** Returns this caller as one that the host has begun to vouch for by a time at the latest. */
    public Caller issuedBy(Instant latest) {
        boolean isKnown = session != null || (issuedAt != null && !issuedAt.isAfter(latest));
        return isKnown ? this : new Caller(accountId, null, latest, expiresAt, unlimited);
    }
}
