package dev.chatrooms.http.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.http.settings.LoginCookie;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * The access token of a request. Prints without it.
 *
 * @param byCookie whether it came in a cookie, which a browser adds to any request, intended or not
 */
record Credentials(String token, boolean byCookie) {
    private static final Pattern BEARER = Pattern.compile("(?i)Bearer +([A-Za-z0-9._~+/-]+=*) *");
    private static final Map<LoginCookie, Pattern> COOKIES =
            Map.of(LoginCookie.ACCESS, pattern(LoginCookie.ACCESS), LoginCookie.REFRESH, pattern(LoginCookie.REFRESH));

    private static Pattern pattern(LoginCookie cookie) {
        return Pattern.compile("(?:^|;)\\s*" + cookie.cookieName() + "=\"?([^;\"\\s]+)\"?\\s*(?:;|$)");
    }

    /**
     * Returns the token of the {@code Authorization} header, or that of the cookie if there is no such header.
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

    /** Returns the value of a cookie; null if the request has none. */
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
