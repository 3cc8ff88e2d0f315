package dev.chatrooms.http.account;

import dev.chatrooms.application.account.SignedIn;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.settings.LoginCookie;
import java.time.Duration;

/**
 * The cookies of a browser's login. Scripts cannot read them, and pages of other sites cannot make the browser send
 * them. {@code SameSite=Strict} has no drawback here: the page itself is static, and only its own requests need them.
 */
final class LoginCookies {
    private final boolean secure;
    private final Duration lifetime;

    LoginCookies(boolean secure, Duration lifetime) {
        this.secure = secure;
        this.lifetime = lifetime;
    }

    /** @param base the path under which clients reach the API; empty for the root */
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
