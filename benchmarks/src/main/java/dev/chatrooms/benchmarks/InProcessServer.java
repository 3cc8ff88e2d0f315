package dev.chatrooms.benchmarks;

import dev.chatrooms.application.Chat;
import dev.chatrooms.server.ChatServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A complete server in this process with an HTTP client. It has an embedded PostgreSQL in a temporary folder, no rate
 * limits and otherwise default settings.
 */
final class InProcessServer implements AutoCloseable {
    static final String PASSWORD = "correct horse";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path folder;
    private final ChatServer server;

    private InProcessServer(Path folder, ChatServer server) {
        this.folder = folder;
        this.server = server;
    }

    static InProcessServer start() {
        Path folder = TempFolders.create();
        ChatServer server = ChatServer.builder()
                .set("CHATROOMS_PORT", "0")
                .set("CHATROOMS_DATA_DIR", folder.toString())
                .set("CHATROOMS_SENDS_PER_SECOND", "0")
                .set("CHATROOMS_CHANGES_PER_MINUTE", "0")
                .set("CHATROOMS_NEW_PEOPLE_PER_DAY", "0")
                .set("CHATROOMS_REQUESTS_IN_FLIGHT", "0")
                .set("CHATROOMS_LOGINS_PER_MINUTE", "0")
                .set("CHATROOMS_REGISTRATIONS_PER_HOUR", "0")
                .start();
        return new InProcessServer(folder, server);
    }

    Chat chat() {
        return server.chat();
    }

    Database database() {
        return new Database(folder);
    }

    URI socketUri() {
        return URI.create("ws://127.0.0.1:" + server.port() + "/api/v1/ws");
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1" + path))
                .timeout(TIMEOUT);
    }

    HttpRequest post(String path, String json) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    HttpRequest login(String username, String password) {
        return post("/auth/login", "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}");
    }

    /** Registers a user with an e-mail address, logs in and returns the access token. */
    String register(String username) {
        String account = "{\"username\":\"" + username + "\",\"email\":\"" + username + "@example.org\",\"password\":\""
                + PASSWORD + "\"}";
        expect(201, send(post("/auth/register", account)));
        return field("accessToken", expect(200, send(login(username, PASSWORD))));
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(request.toString(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the body of a response. Throws an exception if it has another status. */
    static String expect(int status, HttpResponse<String> response) {
        if (response.statusCode() != status) {
            throw new IllegalStateException(response + ": " + response.body());
        }
        return response.body();
    }

    /** Returns the first string field with this name in a JSON text. */
    static String field(String name, String json) {
        Matcher matcher =
                Pattern.compile('"' + Pattern.quote(name) + "\":\"([^\"]*)\"").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + name + " in " + json);
        }
        return matcher.group(1);
    }

    @Override
    public void close() {
        server.close();
        TempFolders.delete(folder);
    }
}
