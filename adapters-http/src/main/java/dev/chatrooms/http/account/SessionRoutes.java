package dev.chatrooms.http.account;

import dev.chatrooms.application.account.Authentication;
import dev.chatrooms.application.account.SignedIn;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.id.SessionId;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.wire.Login;
import dev.chatrooms.wire.Refresh;
import dev.chatrooms.wire.mapping.AccountMapping;
import dev.chatrooms.wire.mapping.AccountRequests;
import dev.chatrooms.wire.mapping.Pages;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The routes for login, logout, sessions, and the keys that verify access tokens. */
public final class SessionRoutes {
    private final Authentication authentication;
    private final LoginCookies cookies;

    public SessionRoutes(Authentication authentication, HttpSettings settings) {
        this.authentication = authentication;
        this.cookies = new LoginCookies(settings.secureCookies(), settings.cookieLifetime());
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/api/v1/auth/login", this::login).opened().takingBody(),
                Route.post("/api/v1/auth/refresh", this::refresh).opened().takingBody(),
                Route.post("/api/v1/auth/logout", this::logout),
                Route.post("/api/v1/auth/logout-everywhere", this::logoutEverywhere),
                Route.get("/api/v1/auth/sessions", this::sessions),
                Route.delete("/api/v1/auth/sessions/{session}", this::endSession),
                Route.get("/.well-known/jwks.json", this::keys).opened().runInline());
    }

    private CompletionStage<Answer> login(Call call) {
        Login login = call.body(Login.class);
        boolean asCookies = Boolean.TRUE.equals(login.cookies());
        return authentication
                .login(AccountRequests.login(login, call.header("User-Agent"), call.address()))
                .thenApply(signedIn -> signedIn(call, signedIn, asCookies));
    }

    private Answer signedIn(Call call, SignedIn signedIn, boolean asCookies) {
        Answer answer = Answer.ok(AccountMapping.signedIn(signedIn, asCookies));
        return asCookies ? cookies.set(answer, signedIn, call.basePath()) : answer;
    }

    /** Refreshes a session. A token in the body takes precedence over a cookie, since the caller evidently has it. */
    private CompletionStage<Answer> refresh(Call call) {
        String given = call.hasBody() ? call.body(Refresh.class).refreshToken() : null;
        boolean asCookies = given == null;
        String token = asCookies ? call.refreshCookie() : given;
        // A refusal does not clear the cookies: another tab may have just received new ones.
        return authentication.refresh(token).thenApply(signedIn -> signedIn(call, signedIn, asCookies));
    }

    private CompletionStage<Answer> logout(Call call) {
        return authentication.logout(call.caller()).thenApply(done -> loggedOut(call));
    }

    private CompletionStage<Answer> logoutEverywhere(Call call) {
        return authentication.logoutEverywhere(call.caller()).thenApply(done -> loggedOut(call));
    }

    private Answer loggedOut(Call call) {
        return cookies.clear(Answer.noContent(), call.basePath());
    }

    private CompletionStage<Answer> sessions(Call call) {
        Page<Session> page = authentication.sessions(call.caller(), call.query().page());
        SessionId current = call.caller().session();
        return Answer.ok(Pages.of(page, session -> AccountMapping.session(session, current)))
                .now();
    }

    private CompletionStage<Answer> endSession(Call call) {
        return authentication
                .endSession(call.caller(), new SessionId(call.pathId("session")))
                .thenApply(done -> Answer.noContent());
    }

    private CompletionStage<Answer> keys(Call call) {
        return Answer.ok(AccountMapping.keys(authentication.verificationKeys())).now();
    }
}
