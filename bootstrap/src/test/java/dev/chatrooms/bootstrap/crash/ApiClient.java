package dev.chatrooms.bootstrap.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client of the HTTP API. */
public final class ApiClient {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(60)).build();

    private final ServerProcess server;

    public ApiClient(ServerProcess server) {
        this.server = server;
    }

    /** Registers a user, logs in and returns the access token. */
    public String register(String username) {
        Map<String, String> credentials = Map.of("username", username, "password", "correct horse");
        assertThat(send("POST", "/api/v1/auth/register", null, credentials).statusCode())
                .isEqualTo(201);
        return login(username);
    }

    public String login(String username) {
        Map<String, String> credentials = Map.of("username", username, "password", "correct horse");
        return body(send("POST", "/api/v1/auth/login", null, credentials), 200)
                .get("accessToken")
                .asText();
    }

    public String newPublicRoom(String token, String name) {
        return body(send("POST", "/api/v1/rooms", token, Map.of("kind", "public", "name", name)), 201)
                .get("id")
                .asText();
    }

    public void join(String token, String room) {
        body(send("POST", "/api/v1/rooms/" + room + "/join", token, null), 200);
    }

    /** Returns the whole history of a room in ascending order. */
    public List<JsonNode> history(String token, String room) {
        List<JsonNode> messages = new ArrayList<>();
        JsonNode page;
        do {
            String path = "/api/v1/rooms/" + room + "/messages?after=" + messages.size() + "&limit=200";
            page = body(send("GET", path, token, null), 200);
            page.get("items").forEach(messages::add);
        } while (page.get("hasAfter").asBoolean());
        return messages;
    }

    public HttpResponse<String> send(String method, String path, String token, Object body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(server.uri(path))
                    .timeout(Duration.ofSeconds(90))
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(JSON.writeValueAsString(body)));
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }

    private static JsonNode body(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
