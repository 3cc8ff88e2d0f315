package dev.chatrooms.http.internal;

import dev.chatrooms.application.ChatException;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.wire.LoginCookie;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;

/**
 * What a request proves its caller with. Prints without the token.
 *
 * @param byCookie whether the browser added it by itself, so that it does not prove that the caller meant it
 */
record Credentials(String token, boolean byCookie) {
    private static final Pattern BEARER = Pattern.compile("(?i)Bearer +([A-Za-z0-9._~+/-]+=*) *");
    private static final Pattern COOKIE =
            Pattern.compile("(?:^|;)\\s*" + LoginCookie.ACCESS.cookieName() + "=\"?([^;\"\\s]+)\"?\\s*(?:;|$)");

    /**
     * The header counts where there is one, whatever cookies come along.
     *
     * @throws ChatException {@code unauthenticated}
     */
    static Credentials of(HttpFields headers) {
        String authorization = headers.get("Authorization");
        if (authorization != null) {
            Matcher bearer = BEARER.matcher(authorization);
            if (bearer.matches()) {
                return new Credentials(bearer.group(1), false);
            }
        } else {
            for (String cookies : headers.getValuesList("Cookie")) {
                Matcher cookie = COOKIE.matcher(cookies);
                if (cookie.find()) {
                    return new Credentials(cookie.group(1), true);
                }
            }
        }
        throw new ChatException(RefusalCode.UNAUTHENTICATED, "a valid access token is needed");
    }

    @Override
    public String toString() {
        return "Credentials[byCookie=" + byCookie + "]";
    }
}
