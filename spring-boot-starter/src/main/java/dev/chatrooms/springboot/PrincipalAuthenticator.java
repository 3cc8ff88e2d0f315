package dev.chatrooms.springboot;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.AccountProfile;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.identity.Authenticator;
import dev.chatrooms.application.identity.Credential;
import dev.chatrooms.application.identity.RequestHead;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.DisplayName;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Identifies callers by the principal of the request, as Spring Security sets it. Its name is the external id of the
 * account, which is made with the first request.
 *
 * <p>Without a bearer token, a principal rests on a cookie or on credentials that browsers add by themselves, so it
 * counts only for requests that pages of allowed origins make.
 */
final class PrincipalAuthenticator implements Authenticator {
    private final Chat chat;

    PrincipalAuthenticator(Chat chat) {
        this.chat = chat;
    }

    @Override
    public Optional<Credential> credential(RequestHead request) {
        return request.header(PrincipalFilter.HEADER)
                .map(name -> URLDecoder.decode(name, StandardCharsets.UTF_8))
                .map(name -> request.bearerToken().isPresent()
                        ? Credential.explicit(() -> caller(name))
                        : Credential.ambient(() -> caller(name)));
    }

    private Caller caller(String externalId) {
        try {
            return chat.sessions().vouch(externalId, null, null);
        } catch (ChatException e) {
            if (e.code() != RefusalCode.UNKNOWN_ACCOUNT) {
                throw e;
            }
        }
        return chat.sessions().vouch(externalId, profile(externalId), null, null);
    }

    /** Returns a profile with the name of the principal, unless it is too long for a name. */
    private static AccountProfile profile(String externalId) {
        try {
            return AccountProfile.named(new DisplayName(externalId).value());
        } catch (InvalidValue e) {
            return AccountProfile.unknown();
        }
    }
}
