package dev.chatrooms.http.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.wire.LoginCookie;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * What a request proves its caller with. Prints without the token.
 *
 * @param byCookie whether the browser added it by itself, so that it does not prove that the caller meant it
 */
record Credentials(String token, boolean byCookie) {
    private static final Pattern BEARER = Pattern.compile("(?i)Bearer +([A-Za-z0-9._~+/-]+=*) *");
    private static final Map<LoginCookie, Pattern> COOKIES =
            Map.of(LoginCookie.ACCESS, pattern(LoginCookie.ACCESS), LoginCookie.REFRESH, pattern(LoginCookie.REFRESH));

    private static Pattern pattern(LoginCookie cookie) {
        return Pattern.compile("(?:^|;)\\s*" + cookie.cookieName() + "=\"?([^;\"\\s]+)\"?\\s*(?:;|$)");
    }

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
            String cookie = cookie(headers, LoginCookie.ACCESS);
            if (cookie != null) {
                return new Credentials(cookie, true);
            }
        }
        throw new ChatException(RefusalCode.UNAUTHENTICATED, "a valid access token is needed");
    }

    /** What a cookie holds; null where none came. */
    static @Nullable String cookie(HttpFields headers, LoginCookie name) {
        Pattern pattern = Objects.requireNonNull(COOKIES.get(name));
        for (String cookies : headers.getValuesList("Cookie")) {
            Matcher cookie = pattern.matcher(cookies);
            if (cookie.find()) {
                return cookie.group(1);
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return "Credentials[byCookie=" + byCookie + "]";
    }
}
