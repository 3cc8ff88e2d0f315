package dev.chatrooms.application.identity;

import java.util.Optional;

/**
 * Identifies the caller of a request: of HTTP, of an event stream or poll, and of a WebSocket handshake. Adapters ask
 * their authenticators in order until one recognizes a credential. Thread-safe.
 *
 * <p>The host vouches for the caller from the time at which the server received the request, or from an earlier one
 * that it gives. A logout with {@link dev.chatrooms.application.account.HostSessions#end} while the request is being
 * authenticated thus ends the chat of this request too.
 *
 * <pre>{@code
 * Authenticator ours = request -> request.cookie("SESSION")
 *         .map(id -> Credential.ambient(() -> chat.sessions().vouch(userOf(id), null, null)));
 * }</pre>
 */
@FunctionalInterface
public interface Authenticator {
    /**
     * Returns the credential of a request, not yet verified; empty to ask the next authenticator. Must not block.
     *
     * <p>The token in the hello of a WebSocket is presented as the bearer token of its handshake, without the cookies.
     */
    Optional<Credential> credential(RequestHead request);
}
