package dev.chatrooms.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.account.AccountProfile;
import dev.chatrooms.application.admin.OwnedRooms;
import dev.chatrooms.application.admin.PostedMessages;
import dev.chatrooms.application.identity.Authenticator;
import dev.chatrooms.application.identity.Credential;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.http.HttpAdapter;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.http.settings.RouteGroup;
import dev.chatrooms.websocket.WebSocketAdapter;
import dev.chatrooms.websocket.WebSocketSettings;
import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An application with users and session cookies of its own. The embedding guide quotes the marked regions. */
class OwnUsersTest {
    private static final String ORIGIN = "https://app.example.org";

    /** The sessions of the application: from the value of a cookie to the id of a user. */
    private final Map<String, String> userOf = new ConcurrentHashMap<>(Map.of("s1", "42"));

    private final HttpClient client = HttpClient.newHttpClient();
    private final Chat chat = Chat.inMemory();
    private WebSocketAdapter sockets;
    private Javalin javalin;
    private Account sam;

    @BeforeEach
    void start() {
        // tag::ensure-account[]
        sam = chat.administration()
                .ensureAccount("42", AccountProfile.named("Sam Doe"))
                .join();
        // end::ensure-account[]
        // tag::authenticator[]
        Authenticator session = request -> request.cookie("SESSION")
                .map(id -> Credential.ambient(() -> chat.sessions().vouch(userOf.getOrDefault(id, ""), null, null)));
        HttpSettings http = HttpSettings.using(chat.workers())
                .authenticators(session)
                .allowedOrigins(Set.of(ORIGIN))
                .without(RouteGroup.AUTHENTICATION, RouteGroup.REGISTRATION)
                .build();
        WebSocketSettings socketSettings =
                WebSocketSettings.allowing(Set.of(ORIGIN)).withAuthenticators(session);
        // end::authenticator[]
        sockets = new WebSocketAdapter(chat, chat.workers(), socketSettings);
        javalin = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    sockets.accept(config);
                    HttpAdapter.of(chat, http).accept(config);
                })
                .start("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        javalin.stop();
        sockets.close();
        chat.close();
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + javalin.port() + "/api/v1" + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void cookieOfTheApplicationShouldIdentifyTheCaller() throws Exception {
        HttpResponse<String> me = send(request("/me", "Cookie", "theme=dark; SESSION=s1"));

        assertThat(me.statusCode()).isEqualTo(200);
        assertThat(me.body()).contains("\"displayName\":\"Sam Doe\"");
        assertThat(send(request("/auth/credentials", "Cookie", "SESSION=s1")).body())
                .isEqualTo("{\"present\":true}");
        assertThat(send(request("/auth/credentials", "Cookie", "theme=dark")).body())
                .isEqualTo("{\"present\":false}");
        HttpResponse<String> anonymous = send(request("/me"));
        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(anonymous.body()).contains("the request is not signed in");
    }

    @Test
    void unknownAndDisabledUsersShouldBeRefusedWithACode() throws Exception {
        HttpResponse<String> unknown = send(request("/me", "Cookie", "SESSION=other"));
        assertThat(unknown.statusCode()).isEqualTo(403);
        assertThat(unknown.body()).contains("\"unknown_account\"");

        chat.administration().disable(sam.id()).join();

        HttpResponse<String> disabled = send(request("/me", "Cookie", "SESSION=s1"));
        assertThat(disabled.statusCode()).isEqualTo(403);
        assertThat(disabled.body()).contains("\"account_disabled\"");
    }

    @Test
    void deletedUsersShouldBeRefusedWithACode() throws Exception {
        // tag::delete-account[]
        chat.administration()
                .deleteAccount(sam.id(), OwnedRooms.HAND_OVER, PostedMessages.ERASE)
                .join();
        // end::delete-account[]

        HttpResponse<String> deleted = send(request("/me", "Cookie", "SESSION=s1"));
        assertThat(deleted.statusCode()).isEqualTo(403);
        assertThat(deleted.body()).contains("\"unknown_account\"");
    }

    @Test
    void otherSitesShouldNotActWithTheCookie() throws Exception {
        String room = "{\"kind\":\"public\",\"name\":\"Tea\"}";
        HttpResponse<String> foreign = send(request(
                        "/rooms",
                        "Cookie",
                        "SESSION=s1",
                        "Origin",
                        "https://evil.example",
                        "Content-Type",
                        "application/json")
                .POST(BodyPublishers.ofString(room)));
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.body()).contains("\"cross_site\"");

        HttpResponse<String> own =
                send(request("/rooms", "Cookie", "SESSION=s1", "Origin", ORIGIN, "Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(room)));
        assertThat(own.statusCode()).isEqualTo(201);
    }

    @Test
    void tokensAndLoginOfTheChatShouldBeLeftOut() throws Exception {
        String token = chat.sessions().open(sam.id()).join().accessToken();

        assertThat(send(request("/me", "Authorization", "Bearer " + token)).statusCode())
                .isEqualTo(401);
        assertThat(send(request("/auth/login").POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void endOfTheSessionsShouldCloseTheSocket() {
        AtomicInteger closeCode = new AtomicInteger();
        StringBuffer received = new StringBuffer();
        WebSocket socket = client.newWebSocketBuilder()
                .header("Cookie", "SESSION=s1")
                .header("Origin", ORIGIN)
                .buildAsync(URI.create("ws://127.0.0.1:" + javalin.port() + "/api/v1/ws"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
                        received.append(data);
                        webSocket.request(1);
                        return null;
                    }

                    @Override
                    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
                        closeCode.set(code);
                        return null;
                    }
                })
                .join();
        socket.sendText("{\"op\":\"hello\"}", true).join();
        Eventually.await(() -> received.indexOf("\"welcome\"") >= 0 && received.indexOf("Sam Doe") >= 0);

        // tag::end-sessions[]
        chat.sessions().end(sam.id()).join();
        // end::end-sessions[]

        Eventually.await(() -> closeCode.get() != 0);
        assertThat(closeCode).hasValue(4403);
    }
}
