package dev.chatrooms.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.account.AccountProfile;
import dev.chatrooms.application.identity.Authenticator;
import dev.chatrooms.application.identity.Credential;
import dev.chatrooms.http.HttpAdapter;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.websocket.WebSocketAdapter;
import dev.chatrooms.websocket.WebSocketSettings;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sockets, event streams and polls of users that the host vouches for last as long as the host says. */
class VouchedStreamsTest {
    private static final Duration VOUCHED = Duration.ofHours(1);
    /** Shorter than the wait of a poll. */
    private static final long PATIENCE_SECONDS = 50;

    private final HttpClient client = HttpClient.newHttpClient();
    private final HandClock clock = new HandClock();
    private final Chat chat = Chat.inMemoryBuilder().clock(clock).build();
    private final Instant expiry = clock.instant().plus(VOUCHED);
    private WebSocketAdapter sockets;
    private Javalin javalin;

    @BeforeEach
    void start() {
        Authenticator header = request -> request.header("X-User")
                .map(id -> Credential.explicit(() -> chat.sessions().vouch(id, null, expiry)));
        sockets = new WebSocketAdapter(
                chat, chat.workers(), WebSocketSettings.allowing(Set.of()).withAuthenticators(header));
        HttpSettings http =
                HttpSettings.using(chat.workers()).authenticators(header).build();
        javalin = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    sockets.accept(config);
                    HttpAdapter.of(chat, http).accept(config);
                })
                .start("127.0.0.1", 0);
        chat.administration().ensureAccount("sam", AccountProfile.named("Sam")).join();
    }

    @AfterEach
    void stop() {
        javalin.stop();
        sockets.close();
        chat.close();
    }

    enum Transport {
        SOCKET {
            @Override
            CompletableFuture<String> open(VouchedStreamsTest test) {
                return test.socket();
            }
        },
        EVENT_STREAM {
            @Override
            CompletableFuture<String> open(VouchedStreamsTest test) {
                return test.eventStream();
            }
        },
        POLL {
            @Override
            CompletableFuture<String> open(VouchedStreamsTest test) {
                return test.poll();
            }
        };

        /** Opens a stream of Sam's. Completes when it ends. */
        abstract CompletableFuture<String> open(VouchedStreamsTest test);

        /** Returns how the stream may end: a poll ends with an answer, which may be a refusal. */
        List<String> ends() {
            return switch (this) {
                case SOCKET -> List.of("close 4403");
                case EVENT_STREAM -> List.of("200");
                case POLL -> List.of("200", "401");
            };
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + javalin.port() + "/api/v1" + path))
                .header("X-User", "sam");
    }

    private CompletableFuture<String> socket() {
        CompletableFuture<String> closed = new CompletableFuture<>();
        WebSocket socket = client.newWebSocketBuilder()
                .header("X-User", "sam")
                .buildAsync(URI.create("ws://127.0.0.1:" + javalin.port() + "/api/v1/ws"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
                        closed.complete("close " + code);
                        return null;
                    }
                })
                .join();
        socket.sendText("{\"op\":\"hello\"}", true).join();
        return closed;
    }

    private CompletableFuture<String> eventStream() {
        return client.sendAsync(
                        request("/events").header("Accept", "text/event-stream").build(), BodyHandlers.ofInputStream())
                .thenApplyAsync(VouchedStreamsTest::readToTheEnd);
    }

    private static String readToTheEnd(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            body.readAllBytes();
            return String.valueOf(response.statusCode());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private CompletableFuture<String> poll() {
        String now = client.sendAsync(request("/events").build(), BodyHandlers.ofString())
                .join()
                .body();
        String cursor = now.replaceAll(".*\"cursor\":\"([^\"]+)\".*", "$1");
        return client.sendAsync(request("/events?wait=60&after=" + cursor).build(), BodyHandlers.ofString())
                .thenApply(response -> String.valueOf(response.statusCode()));
    }

    private CompletableFuture<String> open(Transport transport) {
        CompletableFuture<String> ended = transport.open(this);
        Eventually.await("the stream is open", () -> chat.activity().streams().live() == 1);
        return ended;
    }

    @ParameterizedTest
    @EnumSource
    void streamShouldEndWhenTheHostEndsTheSessions(Transport transport) throws Exception {
        CompletableFuture<String> ended = open(transport);

        chat.sessions()
                .end(chat.administration().findByExternalId("sam").orElseThrow().id())
                .join();

        assertThat(ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isIn(transport.ends());
    }

    @ParameterizedTest
    @EnumSource
    void streamShouldEndWhenTheHostHasVouchedForSoLong(Transport transport) throws Exception {
        CompletableFuture<String> ended = open(transport);

        clock.advance(VOUCHED);

        assertThat(ended.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isIn(transport.ends());
        assertThat(client.send(request("/me").build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
    }
}
