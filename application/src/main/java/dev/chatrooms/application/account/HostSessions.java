package dev.chatrooms.application.account;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of accounts that the host has authenticated itself. The methods trust the host: they check no password and
 * have no rate limit.
 */
public interface HostSessions {
    /**
     * Returns the caller for the account with an external id.
     *
     * @param issuedAt when the host began to vouch for it, such as the time at which its token was issued; null for
     *     now. In an authenticator, it is the time at which the request was received at the latest
     * @param expiresAt until when the host vouches for it. Its streams end then. Null for no end
     * @throws dev.chatrooms.application.common.ChatException {@code unknown_account}, {@code account_disabled}, or
     *     {@code unauthenticated} if all sessions of the account were ended after {@code issuedAt}
     */
    Caller vouch(String externalId, @Nullable Instant issuedAt, @Nullable Instant expiresAt);

    /**
     * Returns the caller for the account with an external id, and makes the account if it does not exist. If it exists
     * with other names, they are updated in the background, unless the account was changed after {@code issuedAt} or
     * within the last minute.
     *
     * @throws dev.chatrooms.application.common.ChatException also as
     *     {@link dev.chatrooms.application.admin.Administration#ensureAccount}
     */
    Caller vouch(String externalId, AccountProfile profile, @Nullable Instant issuedAt, @Nullable Instant expiresAt);

    /**
     * Opens a session with an access token and a refresh token for an account. Fails with {@code unknown_account} or
     * {@code account_disabled}.
     */
    CompletableFuture<SignedIn> open(AccountId account);

    /**
     * Ends all sessions of an account, those that the host vouches for as well. Their sockets, streams and polls end on
     * every node within a second. A caller that the host vouches for with an earlier time of issue is refused from now
     * on, here at once and on other nodes within a second, where it may be kept. Idempotent. Fails with
     * {@code unknown_account}.
     */
    CompletableFuture<Void> end(AccountId account);
}
