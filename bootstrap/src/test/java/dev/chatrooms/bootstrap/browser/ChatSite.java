package dev.chatrooms.bootstrap.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.bootstrap.crash.CuttableProxy;
import dev.chatrooms.http.HttpAdapter;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.web.WebClient;
import dev.chatrooms.websocket.WebSocketAdapter;
import dev.chatrooms.websocket.WebSocketSettings;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;

/** A chat in memory with its web client, which is reached directly and through a proxy that can be cut. */
final class ChatSite implements AutoCloseable {
    static final String DIRECT = "direct.localhost";
    static final String CUTTABLE = "cuttable.localhost";
    static final String PASSWORD = "correct horse battery";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Chat chat = Chat.inMemoryBuilder()
            .settings(ChatSettings.builder().unlimited().build())
            .build();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Javalin server;
    private final CuttableProxy proxy;

    static ChatSite start() {
        try {
            return new ChatSite();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ChatSite() throws IOException {
        Set<String> origins = Set.of("http://" + DIRECT, "http://" + CUTTABLE);
        server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    HttpAdapter.of(
                                    chat,
                                    HttpSettings.using(chat.workers())
                                            .allowedOrigins(origins)
                                            .build())
                            .accept(config);
                    new WebSocketAdapter(chat, chat.workers(), WebSocketSettings.allowing(origins)).accept(config);
                    new WebClient("").accept(config);
                })
                .start("127.0.0.1", 0);
        proxy = new CuttableProxy(server.port());
    }

    /** Returns the ports of the two ways to the server. */
    Map<String, Integer> hosts() {
        return Map.of(DIRECT, server.port(), CUTTABLE, proxy.port());
    }

    CuttableProxy proxy() {
        return proxy;
    }

    /** Registers an account and returns an access token. */
    String register(String username, String displayName) throws Exception {
        call(
                "POST",
                "auth/register",
                Map.of("username", username, "password", PASSWORD, "displayName", displayName),
                null);
        return call("POST", "auth/login", Map.of("username", username, "password", PASSWORD), null)
                .get("accessToken")
                .asText();
    }

    JsonNode call(String method, String path, Object body, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/api/v1/" + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(method + " " + path + ": " + response.statusCode() + response.body());
        }
        return response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
    }

    @Override
    public void close() {
        server.stop();
        chat.close();
        try {
            proxy.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
