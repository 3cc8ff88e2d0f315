package dev.chatrooms.bootstrap.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client of the HTTP API. */
public final class ApiClient {
    static final ObjectMapper JSON = new ObjectMapper();

    /** Separates the parts of forms. */
    public static final String BOUNDARY = "chatrooms-test";

    /** The end of a form, after the bytes of a file. */
    public static final String FORM_END = "\r\n--" + BOUNDARY + "--\r\n";

    private static final Duration TIMEOUT = Duration.ofSeconds(90);
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

    /** Uploads a file. */
    public HttpResponse<String> upload(String token, String name, byte[] content) {
        return upload(token, name, BodyPublishers.ofByteArray(content));
    }

    /** Uploads a file whose bytes come from a publisher. */
    public HttpResponse<String> upload(String token, String name, BodyPublisher content) {
        HttpRequest request = authorized(HttpRequest.newBuilder(server.uri("/api/v1/files")), token)
                .timeout(TIMEOUT)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(formHead(name)), content, BodyPublishers.ofString(FORM_END)))
                .build();
        return exchange(request, BodyHandlers.ofString());
    }

    /** Returns what comes before the bytes of a file in a form. */
    public static String formHead(String name) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n";
    }

    /** Returns the bytes of a file. */
    public byte[] download(String token, String file) {
        return download(token, file, BodyHandlers.ofByteArray());
    }

    /** Downloads a file. */
    public <T> T download(String token, String file, BodyHandler<T> body) {
        HttpRequest request = authorized(HttpRequest.newBuilder(server.uri("/api/v1/files/" + file)), token)
                .timeout(TIMEOUT)
                .build();
        HttpResponse<T> response = exchange(request, body);
        assertThat(response.statusCode()).as(file).isEqualTo(200);
        return response.body();
    }

    private static HttpRequest.Builder authorized(HttpRequest.Builder request, String token) {
        return request.header("Authorization", "Bearer " + token);
    }

    public HttpResponse<String> send(String method, String path, String token, Object body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(server.uri(path))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(JSON.writeValueAsString(body)));
            if (token != null) {
                authorized(request, token);
            }
            return exchange(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }

    private static <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> body) {
        try {
            return HTTP.send(request, body);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(request.toString(), e);
        }
    }

    /** Returns the body of a response, which must have the status. */
    public static JsonNode body(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
