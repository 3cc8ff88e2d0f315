package dev.chatrooms.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.monitoring.RequestObserver;
import dev.chatrooms.http.HttpAdapter;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.server.configuration.Configuration;
import dev.chatrooms.websocket.WebSocketAdapter;
import dev.chatrooms.websocket.WebSocketSettings;
import io.javalin.Javalin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that browsers reach under a path of a host, behind a proxy or in the context path of an application. */
class PublicPathTest {
    private static final String PATH = "/chat";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Chat chat(String publicUrl) {
        return Chat.inMemoryBuilder()
                .settings(
                        ChatSettings.builder().unlimited().publicUrl(publicUrl).build())
                .build();
    }

    @Test
    void everythingShouldWorkBehindAProxyThatRemovesThePath() throws Exception {
        // Not part of a JDK. On CI it must be present.
        assumeTrue(System.getenv("CI") != null || Nginx.isInstalled(), "nginx is not installed");
        int port = Nginx.freePort();
        String origin = "http://127.0.0.1:" + port;
        Configuration configuration = Configuration.read(
                Map.of(),
                Map.of(
                        "CHATROOMS_DATA_DIR",
                        folder.toString(),
                        "CHATROOMS_PORT",
                        "0",
                        "CHATROOMS_TRUSTED_PROXIES",
                        "127.0.0.1",
                        "CHATROOMS_PUBLIC_URL",
                        origin + PATH));
        try (Chat chat = chat(origin + PATH);
                WebServer server = WebServer.start(configuration, chat, RequestObserver.NONE);
                Nginx nginx = Nginx.start(folder, port, server.port())) {
            assertThat(nginx).isNotNull();
            new Browser(origin, PATH).useEverything();
        }
    }

    @ParameterizedTest
    @CsvSource({"/chat, '', /chat", "'', /chat, /chat", "/app, /team/chat, /app/team/chat"})
    void everythingShouldWorkUnderThePathOfTheHost(String contextPath, String basePath, String path) throws Exception {
        int port = Nginx.freePort();
        String origin = "http://127.0.0.1:" + port;
        try (Chat chat = chat(origin + path)) {
            HttpAdapter http = HttpAdapter.of(
                    chat,
                    HttpSettings.using(chat.workers())
                            .basePath(basePath)
                            .allowedOrigins(Set.of(origin))
                            .build());
            WebSocketAdapter sockets = new WebSocketAdapter(
                    chat,
                    chat.workers(),
                    WebSocketSettings.allowing(Set.of(origin)).withBasePath(basePath));
            Javalin host = Javalin.create(config -> {
                config.startup.showJavalinBanner = false;
                config.router.contextPath = contextPath;
                http.accept(config);
                sockets.accept(config);
            });
            host.start("127.0.0.1", port);
            try {
                new Browser(origin, path).useEverything();
            } finally {
                host.stop();
            }
        }
    }

    /** A page of the public URL with the login in cookies, which it sends as their paths say. */
    private static final class Browser {
        private final String origin;
        private final String path;
        private final HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieManager())
                .build();

        Browser(String origin, String path) {
            this.origin = origin;
            this.path = path;
        }

        private HttpRequest.Builder request(String requested) {
            return HttpRequest.newBuilder(URI.create(origin + requested))
                    .timeout(TIMEOUT)
                    .header("Origin", origin);
        }

        private HttpResponse<String> get(String requested) throws Exception {
            return client.send(request(requested).build(), BodyHandlers.ofString());
        }

        private HttpResponse<String> post(String call, String json) throws Exception {
            return client.send(
                    request(path + "/api/v1" + call)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(json))
                            .build(),
                    BodyHandlers.ofString());
        }

        private static JsonNode json(HttpResponse<String> response) throws IOException {
            return JSON.readTree(response.body());
        }

        void useEverything() throws Exception {
            logIn();
            JsonNode me = json(get(path + "/api/v1/me"));
            useLinks(me);
            upload();
            String room = json(post("/rooms", "{\"kind\":\"public\",\"name\":\"Tea\"}"))
                    .path("id")
                    .asText();
            assertThat(json(post("/rooms/" + room + "/invites", "{}"))
                            .path("url")
                            .asText())
                    .startsWith(origin + path + "/#/invite/");
            receiveOverServerSentEvents(room);
            receiveOverWebSocket();
            assertThat(post("/auth/logout", "").statusCode()).isEqualTo(204);
            assertThat(get(path + "/api/v1/me").statusCode())
                    .as("the cookie is cleared under its path")
                    .isEqualTo(401);
        }

        private void logIn() throws Exception {
            String login = "{\"username\":\"alice\",\"password\":\"correct horse\",\"cookies\":true}";
            assertThat(post("/auth/register", "{\"username\":\"alice\",\"password\":\"correct horse\"}")
                            .statusCode())
                    .isEqualTo(201);
            HttpResponse<String> session = post("/auth/login", login);
            assertThat(session.headers().allValues("Set-Cookie"))
                    .satisfiesExactly(
                            access -> assertThat(access).contains("; Path=" + path + "/api/v1;"),
                            refresh -> assertThat(refresh).contains("; Path=" + path + "/api/v1/auth;"));
            assertThat(post("/auth/refresh", "{}").statusCode()).isEqualTo(200);
        }

        /** Uploads more than the megabyte that proxies allow by default. */
        private void upload() throws Exception {
            String head = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"tea.txt\"\r\n\r\n";
            HttpRequest upload = request(path + "/api/v1/files")
                    .header("Content-Type", "multipart/form-data; boundary=x")
                    .POST(BodyPublishers.ofString(head + "tea ".repeat(500_000) + "\r\n--x--\r\n"))
                    .build();
            HttpResponse<String> response = client.send(upload, BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
            String file = json(response).path("url").asText();
            assertThat(file).startsWith(path + "/api/v1/files/");
            assertThat(get(file).body()).hasSize(2_000_000);
        }

        /** Follows the paths in responses. */
        private void useLinks(JsonNode me) throws Exception {
            String avatar = me.path("avatarUrl").asText();
            assertThat(avatar).startsWith(path + "/api/v1/users/");
            assertThat(get(avatar).statusCode()).isEqualTo(200);
            HttpResponse<String> unknown = get(path + "/api/v1/nothing");
            assertThat(unknown.statusCode()).isEqualTo(404);
            String type = json(unknown).path("type").asText();
            assertThat(type).isEqualTo(path + "/docs/errors#not_found");
            assertThat(get(type.substring(0, type.indexOf('#'))).body()).contains("<section id=\"not_found\">");
            assertThat(get(path + "/openapi.yaml").body()).contains("\n  - url: \"" + path + "\"\n");
        }

        private void receiveOverServerSentEvents(String room) throws Exception {
            HttpRequest follow = HttpRequest.newBuilder(URI.create(origin + path + "/api/v1/events"))
                    .timeout(TIMEOUT)
                    .header("Accept", "text/event-stream")
                    .build();
            try (BufferedReader events = new BufferedReader(new InputStreamReader(
                    client.send(follow, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
                assertThat(nextData(events)).contains("\"avatarUrl\":\"" + path + "/api/v1/users/");
                post("/rooms/" + room + "/messages", "{\"text\":\"over events\"}");
                assertThat(nextData(events)).contains("over events");
            }
        }

        private static String nextData(BufferedReader events) throws IOException {
            String line = events.readLine();
            while (!line.startsWith("data: ")) {
                line = events.readLine();
            }
            return line;
        }

        private void receiveOverWebSocket() throws Exception {
            BlockingQueue<String> received = new LinkedBlockingQueue<>();
            WebSocket socket = client.newWebSocketBuilder()
                    .header("Origin", origin)
                    .buildAsync(
                            URI.create(origin.replace("http:", "ws:") + path + "/api/v1/ws"), new Listener(received))
                    .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            socket.sendText("{\"op\":\"hello\"}", true).join();
            assertThat(next(received)).contains("\"avatarUrl\":\"" + path + "/api/v1/users/");
            client.send(
                    request(path + "/api/v1/me")
                            .header("Content-Type", "application/json")
                            .method("PATCH", BodyPublishers.ofString("{\"bio\":\"drinks tea\"}"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(next(received)).contains("drinks tea", "\"avatarUrl\":\"" + path + "/api/v1/users/");
            socket.abort();
        }

        private static String next(BlockingQueue<String> received) throws InterruptedException {
            String object = received.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            assertThat(object).isNotNull();
            return object;
        }
    }

    /** Collects the objects of a WebSocket. */
    private static final class Listener implements WebSocket.Listener {
        private final BlockingQueue<String> objects;
        private final StringBuilder object = new StringBuilder();

        Listener(BlockingQueue<String> objects) {
            this.objects = objects;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            object.append(part);
            if (last) {
                objects.add(object.toString());
                object.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
