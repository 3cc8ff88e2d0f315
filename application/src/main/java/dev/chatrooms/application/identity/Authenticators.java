package dev.chatrooms.application.identity;

import dev.chatrooms.application.account.Authentication;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.RefusalCode;
import java.util.List;
import java.util.Optional;

/** The authenticators of an adapter, in the order in which they are asked. */
public final class Authenticators {
    private final List<Authenticator> inOrder;

    private Authenticators(List<Authenticator> inOrder) {
        this.inOrder = List.copyOf(inOrder);
    }

    /**
     * Returns the authenticators of an adapter.
     *
     * @param chosen those of its settings; empty for the tokens of the chat alone
     */
    public static Authenticators of(List<Authenticator> chosen, Authentication authentication) {
        return new Authenticators(chosen.isEmpty() ? List.of(new TokenAuthenticator(authentication)) : chosen);
    }

    /**
     * Returns the credential of a request, not yet verified; empty if it has none. Its caller is refused if all
     * sessions of the account were ended after the request was received: the authenticator may have found the user
     * before.
     */
    public Optional<Credential> find(RequestHead request) {
        for (Authenticator authenticator : inOrder) {
            Optional<Credential> credential = authenticator.credential(request);
            if (credential.isPresent()) {
                return credential.map(found -> found.issuedBy(request.receivedAt()));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the credential of the first authenticator that finds one.
     *
     * @throws ChatException {@code unauthenticated} if the request has no credential
     */
    public Credential require(RequestHead request) {
        return find(request)
                .orElseThrow(() ->
                        new ChatException(RefusalCode.UNAUTHENTICATED, missing("a valid access token is needed")));
    }

    /**
     * Returns the detail of a refusal for want of a credential.
     *
     * @param ofTokens the detail if the tokens of the chat are accepted
     */
    public String missing(String ofTokens) {
        boolean acceptsTokens = inOrder.stream().anyMatch(TokenAuthenticator.class::isInstance);
        return acceptsTokens ? ofTokens : "the request is not signed in";
    }
}
