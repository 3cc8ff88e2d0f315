package dev.chatrooms.application.account;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.id.SessionId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sessions: who may call himself whom. */
public interface Authentication {
    /**
     * Signs in. Costs one password hash whether the name is known or not.
     *
     * @return completes with the session, or with a {@link ChatException}: {@code bad_credentials},
     *     {@code account_disabled}, {@code email_not_verified}, {@code rate_limited}, {@code unavailable}
     */
    CompletableFuture<SignedIn> login(Login login);

    /**
     * Prolongs a session: its refresh token is exchanged for the next one and a new access token. A token is good once;
     * who has lost the answer may repeat the call for a minute, as long as he has not used what another answer gave
     * him. Whoever else uses a token twice ends the session, since somebody must have stolen it.
     *
     * @param refreshToken null where none came
     * @return completes with the session, or with a {@link ChatException}: {@code invalid_refresh_token}, whatever is
     *     wrong with the token, its session or its account; {@code rate_limited}, {@code unavailable}
     */
    CompletableFuture<SignedIn> refresh(@Nullable String refreshToken);

    /**
     * Who an access token stands for. The session is looked up, so a revoked one is refused at once, on every node.
     *
     * @throws ChatException {@code unauthenticated} for whatever is wrong with the token, its session or its account;
     *     one answer for all
     */
    Caller authenticate(String accessToken);

    /**
     * Checks of an access token what needs no look at the store, so that nobody waits with one that cannot be valid.
     * Does not block.
     *
     * @return does the rest of what {@link #authenticate} does, and blocks
     * @throws ChatException {@code unauthenticated}
     */
    Supplier<Caller> verify(String accessToken);

    /** Ends the caller's session; its streams end as soon as the log's word of it reaches their node. Idempotent. */
    CompletableFuture<Void> logout(Caller caller);

    /** Ends all sessions of the caller's account, the one that it comes from too. Idempotent. */
    CompletableFuture<Void> logoutEverywhere(Caller caller);

    /**
     * The caller's sessions that are live, the newest first.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor for a cursor that is none of this list's
     */
    Page<Session> sessions(Caller caller, PageRequest page);

    /**
     * Ends one of the caller's sessions, as {@link #logout} does.
     *
     * @return completes, also with a {@link ChatException}: {@code not_found} for somebody else's, and for one that has
     *     ended
     */
    CompletableFuture<Void> endSession(Caller caller, SessionId session);

    /** The public keys that access tokens can be checked with, the current one first. */
    List<VerificationKey> verificationKeys();
}
