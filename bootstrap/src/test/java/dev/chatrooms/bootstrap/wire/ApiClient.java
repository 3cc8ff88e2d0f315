package dev.chatrooms.bootstrap.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** A minimal HTTP client of a user that knows only paths and JSON. */
final class ApiClient {
    static final ObjectMapper JSON = new ObjectMapper();
    static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** Limits the duration of a failing test. */
    static final Duration TIMEOUT = Duration.ofSeconds(60);

    static final String PASSWORD = "correct horse";

    private final int port;
    private final String username;
    private final String token;
    private final String id;

    /** Signals a response with an unexpected status. */
    static final class UnexpectedStatus extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Response response;

        UnexpectedStatus(String call, Response response) {
            super(call + ": " + response);
            this.response = response;
        }

        Response response() {
            return response;
        }
    }

    record Response(int status, JsonNode body) {}

    /** Registers a user and logs in. */
    ApiClient(int port, String username) {
        this.port = port;
        this.username = username;
        Map<String, String> credentials = Map.of("username", username, "password", PASSWORD);
        this.id = exchange("POST", "/auth/register", credentials, null)
                .body()
                .path("id")
                .asText();
        this.token = exchange("POST", "/auth/login", credentials, null)
                .body()
                .path("accessToken")
                .asText();
        assertThat(token).isNotEmpty();
    }

    private ApiClient(int port, ApiClient same) {
        this.port = port;
        this.username = same.username;
        this.token = same.token;
        this.id = same.id;
    }

    /** Returns a client of the same session at another node. */
    ApiClient at(int otherPort) {
        return new ApiClient(otherPort, this);
    }

    String id() {
        return id;
    }

    String username() {
        return username;
    }

    String token() {
        return token;
    }

    URI uri(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + port + "/api/v1" + path);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    Response call(String method, String path, Object body) {
        return exchange(method, path, body, token);
    }

    private Response exchange(String method, String path, Object body, String bearer) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri("http", path))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(JSON.writeValueAsString(body)));
            if (bearer != null) {
                request.header("Authorization", "Bearer " + bearer);
            }
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Response(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }

    /** @throws UnexpectedStatus if the status is not 200 */
    JsonNode get(String path) {
        Response response = call("GET", path, null);
        if (response.status() != 200) {
            throw new UnexpectedStatus(path, response);
        }
        return response.body();
    }

    /** Returns the items of all pages of a list. */
    ArrayNode list(String path) {
        ArrayNode items = JSON.createArrayNode();
        String cursor = "";
        do {
            JsonNode page = get(path + "?limit=200" + (cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor)));
            page.get("items").forEach(items::add);
            cursor = page.path("next").asText("");
        } while (!cursor.isEmpty());
        return items;
    }

    ArrayNode members(String room) {
        return list("/rooms/" + room + "/members");
    }

    /** Returns all messages of a room in ascending order. */
    ArrayNode history(String room) {
        ArrayNode messages = JSON.createArrayNode();
        JsonNode page;
        do {
            page = get("/rooms/" + room + "/messages?limit=200&after=" + messages.size());
            page.get("items").forEach(messages::add);
        } while (page.get("hasAfter").asBoolean());
        return messages;
    }
}
