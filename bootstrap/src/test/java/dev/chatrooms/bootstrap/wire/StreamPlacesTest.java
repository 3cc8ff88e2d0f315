package dev.chatrooms.bootstrap.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.account.Login;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.http.HttpAdapter;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.websocket.WebSocketAdapter;
import dev.chatrooms.websocket.WebSocketSettings;
import io.javalin.Javalin;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The places of an account's streams, which all transports share. */
@Timeout(120)
class StreamPlacesTest {
    private static final int MAX = 20;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Chat chat = Chat.inMemory();
    private final HttpAdapter http =
            HttpAdapter.of(chat, HttpSettings.using(chat.workers()).build());
    private final Javalin server = Javalin.create(config -> {
                config.startup.showJavalinBanner = false;
                http.accept(config);
                new WebSocketAdapter(chat, chat.workers(), WebSocketSettings.allowing(Set.of())).accept(config);
            })
            .start("127.0.0.1", 0);
    private final String token = login();
    private final List<Socket> sockets = new ArrayList<>();

    private String login() {
        chat.accounts().register(Registration.of("alice", "correct horse")).join();
        return chat.authentication()
                .login(new Login("alice", "correct horse", null, null))
                .join()
                .accessToken();
    }

    @AfterEach
    void stop() {
        sockets.forEach(socket -> socket.connection.abort());
        server.stop();
        chat.close();
    }

    /** A socket whose client answers pings. */
    private final class Socket implements WebSocket.Listener {
        final CompletableFuture<String> welcome = new CompletableFuture<>();
        final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
        final WebSocket connection = client.newWebSocketBuilder()
                .buildAsync(uri("ws", "/api/v1/ws"), this)
                .join();

        Socket() {
            connection
                    .sendText("{\"op\":\"hello\",\"token\":\"" + token + "\"}", true)
                    .join();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            welcome.complete(text.toString());
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closeCode.complete(code);
            return null;
        }
    }

    private Socket join() {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.welcome.join();
        return socket;
    }

    private URI uri(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + server.port() + path);
    }

    private HttpResponse<InputStream> events(String query, String accept) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("http", "/api/v1/events" + query))
                .timeout(Duration.ofSeconds(90))
                .header("Authorization", "Bearer " + token)
                .header("Accept", accept)
                .build();
        return client.send(request, BodyHandlers.ofInputStream());
    }

    private HttpResponse<InputStream> stream() throws Exception {
        return events("", "text/event-stream");
    }

    @Test
    void streamsAndPollsShouldBeRefusedWhenLiveSocketsHoldAllPlaces() throws Exception {
        String poll = new String(events("", "*/*").body().readAllBytes());
        String cursor = poll.replaceAll(".*\"cursor\":\"([^\"]*)\".*", "$1");
        for (int i = 0; i < MAX; i++) {
            join();
        }

        for (HttpResponse<InputStream> refused : List.of(stream(), events("?wait=60&after=" + cursor, "*/*"))) {
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(new String(refused.body().readAllBytes())).contains("\"code\":\"rate_limited\"");
        }
        assertThat(events("?after=" + cursor, "*/*").statusCode()).isEqualTo(200);
        assertThat(sockets).noneMatch(socket -> socket.closeCode.isDone());
    }

    @Test
    void theOldestStreamShouldEndWhenASocketNeedsItsPlace() throws Exception {
        List<HttpResponse<InputStream>> streams = new ArrayList<>();
        for (int i = 0; i < MAX; i++) {
            streams.add(stream());
        }

        join();

        assertThat(new String(streams.get(0).body().readAllBytes())).contains("event: welcome");
        Eventually.await(() -> http.openStreams() == MAX - 1);
        for (HttpResponse<InputStream> stream : streams) {
            stream.body().close();
        }
        Eventually.await(() -> http.openStreams() == 0);
    }
}
