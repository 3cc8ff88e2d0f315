package dev.chatrooms.application.account;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.SessionId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sessions: login, refresh, logout, and the check of access tokens. */
public interface Authentication {
    /**
     * Signs in. Costs one password hash whether the name exists or not.
     *
     * @return completes with the session, or with a {@link ChatException}: {@code bad_credentials},
     *     {@code account_disabled}, {@code email_not_verified}, {@code rate_limited}, {@code unavailable}
     */
    CompletableFuture<SignedIn> login(Login login);

    /**
     * Extends a session: exchanges its refresh token for the next one and a new access token. A token is valid once. A
     * client that has lost the response may repeat the call for a minute, unless it has used the token of another
     * response. Any other reuse ends the session, since the token must have been stolen.
     *
     * @param refreshToken null if the request had none
     * @return completes with the session, or with a {@link ChatException}: {@code invalid_refresh_token} if the token,
     *     its session or its account is not valid; {@code rate_limited}, {@code unavailable}
     */
    CompletableFuture<SignedIn> refresh(@Nullable String refreshToken);

    /**
     * Returns the caller that an access token identifies. Reads the session, so a revoked one is refused at once, on
     * every node.
     *
     * @throws ChatException {@code unauthenticated} if the token, its session or its account is not valid; the same for
     *     all reasons
     */
    Caller authenticate(String accessToken);

    /**
     * Checks the parts of an access token that need no access to the store, so that an invalid token fails without
     * waiting. Does not block.
     *
     * @return the remaining steps of {@link #authenticate}, which block
     * @throws ChatException {@code unauthenticated}
     */
    VerifiedToken verify(String accessToken);

    /** A token that is genuine and has not expired. {@link #get} checks its session. */
    interface VerifiedToken extends Supplier<Caller> {
        /** Returns the account that the token was issued for. */
        AccountId accountId();
    }

    /** Ends the caller's session. Its streams end as soon as the event reaches their node. Idempotent. */
    CompletableFuture<Void> logout(Caller caller);

    /** Ends all sessions of the caller's account, including the caller's own. Idempotent. */
    CompletableFuture<Void> logoutEverywhere(Caller caller);

    /**
     * Returns the caller's live sessions, newest first.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor if this list did not issue the cursor
     */
    Page<Session> sessions(Caller caller, PageRequest page);

    /**
     * Ends one of the caller's sessions, as {@link #logout} does.
     *
     * @return completes, or with a {@link ChatException}: {@code not_found} if the session belongs to another account
     *     or has ended
     */
    CompletableFuture<Void> endSession(Caller caller, SessionId session);

    /** Returns the public keys that verify access tokens, the current one first. */
    List<VerificationKey> verificationKeys();
}
