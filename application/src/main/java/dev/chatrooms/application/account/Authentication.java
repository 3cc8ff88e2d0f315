package dev.chatrooms.application.account;

import dev.chatrooms.application.Caller;
import dev.chatrooms.application.ChatException;
import dev.chatrooms.application.spi.VerificationKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Sessions: who may call himself whom. */
public interface Authentication {
    /**
     * Signs in. Costs one password hash whether the name is known or not.
     *
     * @return completes with the session, or with a {@link ChatException}: {@code bad_credentials}, {@code account_disabled},
     *     {@code email_not_verified}, {@code rate_limited}, {@code unavailable}
     */
    CompletableFuture<SignedIn> login(Login login);

    /**
     * Who an access token stands for. The session is looked up, so a revoked one is refused at once, on every node.
     *
     * @throws ChatException {@code unauthenticated} for whatever is wrong with the token, its session or its account; one answer for all
     */
    Caller authenticate(String accessToken);

    /**
     * Checks of an access token what needs no look at the store, so that nobody waits with one that cannot be valid. Does not block.
     *
     * @return does the rest of what {@link #authenticate} does, and blocks
     * @throws ChatException {@code unauthenticated}
     */
    Supplier<Caller> verify(String accessToken);

    /** Ends the caller's session; its streams end as soon as the log's word of it reaches their node. Idempotent. */
    CompletableFuture<Void> logout(Caller caller);

    /** The public keys that access tokens can be checked with, the current one first. */
    List<VerificationKey> verificationKeys();
}
