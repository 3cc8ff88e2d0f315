package dev.chatrooms.http.account;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.chatrooms.application.account.Authentication;
import dev.chatrooms.application.account.Login;
import dev.chatrooms.application.account.SignedIn;
import dev.chatrooms.application.account.VerificationKey;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.id.SessionId;
import dev.chatrooms.http.internal.Answer;
import dev.chatrooms.http.internal.Call;
import dev.chatrooms.http.internal.Route;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.wire.JsonObjectReader;
import dev.chatrooms.wire.PageJson;
import dev.chatrooms.wire.SessionJson;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Signing in and out, one's sessions, and the keys with which others can check our tokens. */
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
        JsonObjectReader body = call.body();
        Login login = new Login(
                body.optionalString("username"),
                body.optionalString("password"),
                call.header("User-Agent"),
                call.address());
        boolean asCookies = body.optionalBoolean("cookies", false);
        body.end();
        return authentication.login(login).thenApply(signedIn -> signedIn(call, signedIn, asCookies));
    }

    private Answer signedIn(Call call, SignedIn signedIn, boolean asCookies) {
        Answer answer = Answer.ok(json -> SessionJson.signedIn(json, signedIn, asCookies));
        return asCookies ? cookies.set(answer, signedIn, call.basePath()) : answer;
    }

    /** A token in the body counts, whatever cookies come along: it shows that the caller has it. */
    private CompletionStage<Answer> refresh(Call call) {
        String given = null;
        if (call.hasBody()) {
            JsonObjectReader body = call.body();
            given = body.optionalString("refreshToken");
            body.end();
        }
        boolean asCookies = given == null;
        String token = asCookies ? call.refreshCookie() : given;
        // Where it is refused the cookies are left alone: another tab may have got new ones a moment ago.
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
        return Answer.ok(json -> PageJson.page(json, page, (j, session) -> SessionJson.session(j, session, current)))
                .now();
    }

    private CompletionStage<Answer> endSession(Call call) {
        return authentication
                .endSession(call.caller(), new SessionId(call.pathId("session")))
                .thenApply(done -> Answer.noContent());
    }

    private CompletionStage<Answer> keys(Call call) {
        List<VerificationKey> keys = authentication.verificationKeys();
        return Answer.ok(json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("keys");
                    for (VerificationKey key : keys) {
                        key(json, key);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                })
                .now();
    }

    /** A key as RFC 7517 has it. */
    private static void key(JsonGenerator json, VerificationKey key) throws IOException {
        json.writeStartObject();
        json.writeStringField("kty", "RSA");
        json.writeStringField("use", "sig");
        json.writeStringField("alg", "RS256");
        json.writeStringField("kid", key.id());
        json.writeStringField("n", unsigned(key.key().getModulus()));
        json.writeStringField("e", unsigned(key.key().getPublicExponent()));
        json.writeEndObject();
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        // Java puts a zero in front of a number whose first bit is set; RFC 7518 wants none.
        int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        byte[] magnitude = Arrays.copyOfRange(bytes, from, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(magnitude);
    }
}
