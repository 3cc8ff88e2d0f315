package dev.chatrooms.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.memory.MemoryPasswordHasher;
import dev.chatrooms.application.monitoring.RequestObserver;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.PasswordHash;
import dev.chatrooms.server.KeptConnection.Answer;
import dev.chatrooms.server.configuration.Configuration;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stops a server while clients use it. */
@Timeout(300)
class GracefulStopTest {
    private static final int REQUESTS = 22;
    private static final long TIMEOUT_SECONDS = 60;
    private static final Duration LONGER_THAN_THE_TEST = Duration.ofHours(1);
    /** No test waits for a limit, so that it passes on a busy machine too. */
    private static final StopLimits PATIENT =
            new StopLimits(LONGER_THAN_THE_TEST, LONGER_THAN_THE_TEST, LONGER_THAN_THE_TEST);

    @TempDir
    private Path folder;

    private final HeldHasher hasher = new HeldHasher();
    private Chat chat;
    private WebServer server;
    private int port;
    private CompletableFuture<Void> stop = CompletableFuture.completedFuture(null);

    /** Verifies no password before it is released. */
    private static final class HeldHasher implements PasswordHasher {
        private final PasswordHasher delegate = new MemoryPasswordHasher();
        private final CompletableFuture<Void> released = new CompletableFuture<>();
        private final AtomicInteger verifications = new AtomicInteger();

        @Override
        public CompletableFuture<PasswordHash> hash(Password password) {
            return delegate.hash(password);
        }

        @Override
        public CompletableFuture<Boolean> verify(Password password, @Nullable PasswordHash hash) {
            verifications.incrementAndGet();
            return released.thenCompose(go -> delegate.verify(password, hash));
        }

        void release() {
            released.complete(null);
        }
    }

    @BeforeEach
    void start() {
        chat = Chat.inMemoryBuilder()
                .passwordHasher(hasher)
                .settings(ChatSettings.builder().unlimited().build())
                .build();
        Configuration configuration =
                Configuration.read(Map.of(), Map.of("CHATROOMS_DATA_DIR", folder.toString(), "CHATROOMS_PORT", "0"));
        server = WebServer.start(configuration, chat, RequestObserver.NONE, PATIENT);
        port = server.port();
    }

    @AfterEach
    void close() throws Exception {
        hasher.release();
        server.stopWaiting();
        stop.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        server.close();
        chat.close();
    }

    private void inBackground(Runnable task) {
        stop = CompletableFuture.runAsync(task, run -> new Thread(run, "test-stop").start());
    }

    private void beginStop() {
        inBackground(server::close);
        Eventually.await("new connections to be refused", () -> {
            try {
                new KeptConnection(port).close();
                return false;
            } catch (ConnectException refused) {
                return true;
            }
        });
    }

    private Answer answer(String method, String path, String headers, String body) throws IOException {
        try (KeptConnection client = new KeptConnection(port)) {
            return client.send(method, path, headers, body).answer();
        }
    }

    private Answer readiness() throws IOException {
        return answer("GET", "/health/ready", "", "");
    }

    private static String credentials(String username) {
        return "{\"username\":\"" + username + "\",\"password\":\"correct horse\"}";
    }

    private void register(String username) throws IOException {
        assertThat(answer("POST", "/api/v1/auth/register", "", credentials(username))
                        .status())
                .isEqualTo(201);
    }

    private KeptConnection beginLogin(String username) throws IOException {
        return new KeptConnection(port).send("POST", "/api/v1/auth/login", "", credentials(username));
    }

    @Test
    void stopShouldAnswerAllRequestsInProgress() throws Exception {
        register("alice");
        List<KeptConnection> clients = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            clients.add(beginLogin("alice"));
        }
        Eventually.await("the logins to be in progress", () -> hasher.verifications.get() == REQUESTS);

        beginStop();
        hasher.release();

        for (KeptConnection client : clients) {
            Answer answer = client.answer();
            assertWhole(answer);
            client.close();
        }
    }

    /** Asserts that a login was completed. It was refused if this machine took more than its time limit. */
    private static void assertWhole(Answer login) {
        assertThat(login.status()).as("%s", login).isIn(200, 503);
        assertThat(login.closesConnection()).isTrue();
    }

    @Test
    void stopShouldAnswerRequestsThatArriveOnOpenConnections() throws Exception {
        register("alice");
        List<KeptConnection> clients = new ArrayList<>();
        try (KeptConnection login = beginLogin("alice")) {
            Eventually.await("the login to be in progress", () -> hasher.verifications.get() == 1);
            for (int i = 0; i < REQUESTS; i++) {
                KeptConnection client = new KeptConnection(port).get("/health/live");
                assertThat(client.answer().closesConnection()).isFalse();
                clients.add(client);
            }

            beginStop();

            for (KeptConnection client : clients) {
                Answer answer = client.get("/health/live").answer();
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.closesConnection()).isTrue();
                client.close();
            }
            hasher.release();
            assertWhole(login.answer());
        }
    }

    @Test
    void drainShouldServeNewConnectionsWhileReadinessIsRed() throws Exception {
        assertThat(readiness().status()).isEqualTo(200);

        inBackground(() -> {
            server.drain(LONGER_THAN_THE_TEST);
            server.close();
        });

        Answer red = Eventually.await("readiness to turn red", this::readiness, answer -> answer.status() == 503);
        assertThat(red.text("status")).isEqualTo("down");
        assertThat(red.body().at("/dependencies/server/detail").asText()).isEqualTo("stopping");
        assertThat(red.body().at("/dependencies/store/status").asText()).isEqualTo("up");
        register("alice");
        assertThat(readiness().status()).isEqualTo(503);
        assertThat(stop).isNotDone();
    }

    @Test
    void stopShouldAcknowledgeSendsAndEndStreamsWithTheirCursor() throws Exception {
        hasher.release();
        register("alice");
        String token =
                answer("POST", "/api/v1/auth/login", "", credentials("alice")).text("accessToken");
        String bearer = "Authorization: Bearer " + token + "\r\n";
        String room = answer("POST", "/api/v1/rooms", bearer, "{\"kind\":\"public\",\"name\":\"Tea\"}")
                .text("id");
        String other = answer("POST", "/api/v1/rooms", bearer, "{\"kind\":\"public\",\"name\":\"Cake\"}")
                .text("id");
        String cursor = answer("GET", "/api/v1/events", bearer, "").text("cursor");
        Messages messages = new Messages();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/api/v1/ws"), messages)
                .get();
        socket.sendText("{\"op\":\"hello\"}", true).get();
        try (KeptConnection poll = new KeptConnection(port);
                KeptConnection stream = new KeptConnection(port)) {
            poll.send("GET", "/api/v1/events?wait=60&after=" + cursor + "&room=" + other, bearer, "");
            stream.send("GET", "/api/v1/events", bearer + "Accept: text/event-stream\r\n", "");
            Eventually.await(
                    "all three to wait", () -> chat.activity().streams().live() == 3);
            socket.sendText("{\"op\":\"send\",\"ref\":\"last\",\"roomId\":\"" + room + "\",\"text\":\"Bye\"}", true)
                    .get();
            Eventually.await(
                    "the message to be sent", () -> chat.activity().writes().messages() == 1);

            beginStop();

            assertThat(messages.closeCode.get(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(4000);
            assertThat(messages.text).contains("\"op\":\"ack\",\"ref\":\"last\"");
            Answer polled = poll.answer();
            assertThat(polled.status()).isEqualTo(200);
            assertThat(polled.text("cursor")).isNotEmpty();
            // The message may come before the end, or after a resume from the last id.
            assertThat(stream.readAll()).matches("(?s).*\n:[^\n]*\nid: [a-z0-9]+-\\d+\n\n.*");
        }
    }

    /** Records what a WebSocket receives. */
    private static final class Messages implements WebSocket.Listener {
        private final StringBuffer text = new StringBuffer();
        private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closeCode.complete(code);
            return null;
        }
    }
}
