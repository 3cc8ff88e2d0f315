package dev.chatrooms.bootstrap.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatrooms.application.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A server and the accounts that are logged in to it, over HTTP. */
final class Site {
    static final String PASSWORD = "a cup of earl grey";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final int port;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    Site(int port) {
        this.port = port;
    }

    record Answer(int status, String body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Registers an account and returns its id. */
    String register(String username) {
        return ok(null, "POST", "/auth/register", Map.of("username", username, "password", PASSWORD))
                .get("id")
                .asText();
    }

    void login(String username) {
        Map<String, String> body = Map.of("username", username, "password", PASSWORD);
        Answer answer = eventually(null, "POST", "/auth/login", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        tokens.put(username, answer.json().get("accessToken").asText());
    }

    /** Returns the answer to a request, repeated while the server is too busy for one. */
    Answer get(String username, String path) {
        return eventually(username, "GET", path, null);
    }

    private Answer eventually(String username, String method, String path, Object body) {
        return Eventually.await(
                "an answer of " + path,
                () -> call(username, method, path, body),
                answer -> answer.status() != 503 && answer.status() != 429);
    }

    /** Calls the API and expects success. */
    JsonNode ok(String username, String method, String path, Object body) {
        Answer answer = call(username, method, path, body);
        assertThat(answer.status())
                .as(method + " " + path + ": " + answer.body())
                .isBetween(200, 299);
        return answer.body().isEmpty() ? JSON.createObjectNode() : answer.json();
    }

    Answer call(String username, String method, String path, Object body) {
        try {
            return body == null
                    ? send(username, method, path, "application/json", BodyPublishers.noBody())
                    : send(
                            username,
                            method,
                            path,
                            "application/json",
                            BodyPublishers.ofString(JSON.writeValueAsString(body)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer send(String username, String method, String path, String type, BodyPublisher body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + "/api/v1" + path))
                    .timeout(TIMEOUT)
                    .header("Content-Type", type)
                    .method(method, body);
            if (username != null) {
                request.header("Authorization", "Bearer " + tokens.get(username));
            }
            // Bytes as characters: answers may be pictures.
            HttpResponse<String> response = HTTP.send(
                    request.build(),
                    BodyHandlers.ofString(isText(path) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isText(String path) {
        return !path.startsWith("/files/") && !path.endsWith("/avatar");
    }

    /** Uploads a text file and returns its id. */
    String upload(String username, String name, String content) {
        String boundary = "--boundary";
        String body = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: text/plain\r\n\r\n" + content + "\r\n--" + boundary + "--\r\n";
        Answer answer = send(
                username, "POST", "/files", "multipart/form-data; boundary=" + boundary, BodyPublishers.ofString(body));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().get("id").asText();
    }
}
