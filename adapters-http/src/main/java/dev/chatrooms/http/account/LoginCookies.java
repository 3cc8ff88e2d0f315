package dev.chatrooms.http.account;

import dev.chatrooms.application.account.SignedIn;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.wire.LoginCookie;
import java.time.Duration;

/**
 * The login in a browser's cookies: no script can read them, and no page of another site makes the browser send them.
 * Strict is no nuisance here, since the page itself is static and only its own calls need them.
 */
final class LoginCookies {
    private final boolean secure;
    private final Duration lifetime;

    LoginCookies(boolean secure, Duration lifetime) {
        this.secure = secure;
        this.lifetime = lifetime;
    }

    /** @param base the path that a host has put us below; empty where it has not */
    Answer set(Answer answer, SignedIn signedIn, String base) {
        long seconds = lifetime.toSeconds();
        return answer.with("Set-Cookie", cookie(LoginCookie.ACCESS, base, signedIn.accessToken(), seconds))
                .with("Set-Cookie", cookie(LoginCookie.REFRESH, base, signedIn.refreshToken(), seconds));
    }

    Answer clear(Answer answer, String base) {
        return answer.with("Set-Cookie", cookie(LoginCookie.ACCESS, base, "", 0))
                .with("Set-Cookie", cookie(LoginCookie.REFRESH, base, "", 0));
    }

    private String cookie(LoginCookie cookie, String base, String value, long seconds) {
        String path = switch (cookie) {
            case ACCESS -> base + "/api/v1";
            case REFRESH -> base + "/api/v1/auth";
        };
        return cookie.cookieName() + "=" + value + "; Path=" + path + "; Max-Age=" + seconds
                + "; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
    }
}
