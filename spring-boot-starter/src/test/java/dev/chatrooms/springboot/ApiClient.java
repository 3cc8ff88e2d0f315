package dev.chatrooms.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** A client of the chat in a running application. */
final class ApiClient {
    private static final int TIMEOUT_SECONDS = 60;
    /** One for all tests. It ends with the JVM. */
    private static final EmbeddedPostgres POSTGRES = postgres();

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private final String origin;

    ApiClient(ServletWebServerApplicationContext context, String origin) {
        this.port = context.getWebServer().getPort();
        this.origin = origin;
    }

    private static EmbeddedPostgres postgres() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts an application on a free port, with a new database. */
    static ServletWebServerApplicationContext run(
            Class<?> application, String database, Map<String, String> properties) {
        String name = database.toLowerCase(Locale.ROOT);
        try (Connection connection = POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Stream<String> common = Stream.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--spring.datasource.url=" + POSTGRES.getJdbcUrl("postgres", name));
        Stream<String> special =
                properties.entrySet().stream().map(property -> "--" + property.getKey() + "=" + property.getValue());
        return (ServletWebServerApplicationContext) new SpringApplication(application)
                .run(Stream.concat(common, special).toArray(String[]::new));
    }

    int port() {
        return port;
    }

    URI uri(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + port + "/chat/api/v1" + path);
    }

    static String basic(String user, String password) {
        byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    /** @param authorization empty for none */
    HttpRequest.Builder request(String authorization, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("http", path))
                .header("Origin", origin)
                .header("Content-Type", "application/json");
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    HttpResponse<String> get(String authorization, String path) throws Exception {
        return client.send(request(authorization, path).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String authorization, String path, String body) throws Exception {
        return client.send(
                request(authorization, path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> upload(String authorization, String name, byte[] content) throws Exception {
        String head = "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n";
        HttpRequest upload = request(authorization, "/files")
                .setHeader("Content-Type", "multipart/form-data; boundary=cut")
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString(head),
                        BodyPublishers.ofByteArray(content),
                        BodyPublishers.ofString("\r\n--cut--\r\n")))
                .build();
        return client.send(upload, BodyHandlers.ofString());
    }

    /** Returns the id of what was created. */
    static String created(HttpResponse<String> response) {
        return field("id", response);
    }

    /** Returns the first field of that name of a successful response. */
    static String field(String name, HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return response.body().replaceAll("(?s)^.*?\"" + name + "\":\"([^\"]+)\".*$", "$1");
    }

    /**
     * @param authorization empty for none
     * @param headers names and values of further headers
     */
    Socket connect(String authorization, String... headers) {
        Socket socket = new Socket();
        WebSocket.Builder builder = client.newWebSocketBuilder().header("Origin", origin);
        if (!authorization.isEmpty()) {
            builder.header("Authorization", authorization);
        }
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        socket.webSocket = builder.buildAsync(uri("ws", "/ws"), socket).join();
        return socket;
    }

    static final class Socket implements WebSocket.Listener {
        private final BlockingQueue<String> objects = new LinkedBlockingQueue<>();
        private final StringBuilder message = new StringBuilder();
        private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
        private WebSocket webSocket;

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                objects.addAll(List.of(message.toString().split("\n")));
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closeCode.complete(code);
            return null;
        }

        /** Returns the code with which the server closes the socket. */
        int closeCode() throws Exception {
            return closeCode.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }

        void send(String object) {
            webSocket.sendText(object, true).join();
        }

        /**
         * Returns the welcome.
         *
         * @param token null if the handshake has identified the caller
         */
        String hello(String token) throws InterruptedException {
            send(token == null ? "{\"op\":\"hello\"}" : "{\"op\":\"hello\",\"token\":\"" + token + "\"}");
            return next("welcome");
        }

        /** Returns the next object that contains a text and skips the others. */
        String next(String text) throws InterruptedException {
            while (true) {
                String object = objects.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                assertThat(object).as("an object with %s", text).isNotNull();
                if (object.contains(text)) {
                    return object;
                }
            }
        }
    }
}
