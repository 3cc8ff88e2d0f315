package dev.chatrooms.application.identity;

import dev.chatrooms.application.account.Authentication;
import java.util.Optional;

/**
 * Recognizes the access tokens of the chat, in the {@code Authorization} header or in the cookie of a browser's login.
 * Adapters have it by default, and ask it last: it takes any bearer token for one of the chat's.
 */
public final class TokenAuthenticator implements Authenticator {
    /** The cookie with the access token, which the contract defines. */
    public static final String COOKIE = "chatrooms_access";

    private final Authentication authentication;

    public TokenAuthenticator(Authentication authentication) {
        this.authentication = authentication;
    }

    @Override
    public Optional<Credential> credential(RequestHead request) {
        // With the header the cookie does not count: the client has chosen its identity.
        boolean isAmbient = request.header("Authorization").isEmpty();
        Optional<String> token = isAmbient ? request.cookie(COOKIE) : request.bearerToken();
        return token.map(given -> new Credential(isAmbient, () -> authentication.verify(given)));
    }
}
