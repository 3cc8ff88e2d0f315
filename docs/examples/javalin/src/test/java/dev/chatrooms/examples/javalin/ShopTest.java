package dev.chatrooms.examples.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.chatrooms.server.database.EmbeddedDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String ORIGIN = "https://shop.example";
    private static final long TIMEOUT_SECONDS = 60;

    @TempDir
    private static Path folder;

    private static EmbeddedDatabase database;
    private static HikariDataSource pool;
    private static Shop shop;

    @BeforeAll
    static void open() throws Exception {
        database = EmbeddedDatabase.start(folder.resolve("database"));
        pool = new HikariDataSource();
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.user());
        pool.setPassword(database.password().reveal());
        pool.setMaximumPoolSize(20);
        shop = new Shop(pool, ORIGIN);
        shop.customers().add(new Customers.Customer("ann@example.org", "Ann"));
        shop.customers().add(new Customers.Customer("bob@example.org", "Bob"));
    }

    @AfterAll
    static void close() {
        shop.close();
        pool.close();
        database.close();
    }

    @Test
    void customersShouldChatWithTheLoginOfTheShop() throws Exception {
        String ann = login("ann@example.org");
        String bob = login("bob@example.org");

        String created = json("/chat/api/v1/rooms", ann, "{\"kind\":\"public\",\"name\":\"Tea\"}");
        String room = "/chat/api/v1/rooms/" + field("id", created);
        json(room + "/join", bob, "{}");
        json(room + "/messages", bob, "{\"text\":\"Anyone for a cup?\"}");

        assertThat(body(request(room + "/messages").header("Cookie", ann).build()))
                .contains("Anyone for a cup?")
                .contains("\"displayName\":\"Bob\"");
    }

    @Test
    void logoutShouldCloseTheSocketOfTheCustomer() throws Exception {
        String ann = login("ann@example.org");
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        CompletableFuture<CharSequence> welcome = new CompletableFuture<>();
        WebSocket socket = HTTP.newWebSocketBuilder()
                .header("Cookie", ann)
                .header("Origin", ORIGIN)
                .buildAsync(URI.create("ws://127.0.0.1:" + shop.port() + "/chat/api/v1/ws"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                        welcome.complete(data);
                        socket.request(1);
                        return null;
                    }

                    @Override
                    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                        closed.complete(code);
                        return null;
                    }
                })
                .join();
        socket.sendText("{\"op\":\"hello\"}", true).join();
        assertThat(welcome.get(TIMEOUT_SECONDS, TimeUnit.SECONDS)).contains("welcome");

        body(request("/logout")
                .header("Cookie", ann)
                .POST(BodyPublishers.noBody())
                .build());

        assertThat(closed.get(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isEqualTo(4403);
        assertThat(status(request("/chat/api/v1/me").header("Cookie", ann).build()))
                .isEqualTo(401);
    }

    @Test
    void pathsOutsideTheChatShouldRemainThoseOfTheShop() throws Exception {
        assertThat(body(request("/health/live").build())).isEqualTo("The shop is open.");
        assertThat(status(request("/api/v1/rooms").build())).isEqualTo(404);
        assertThat(status(request("/chat/api/v1/me").build())).isEqualTo(401);
    }

    /** Jackson comes with the wire format and with java-jwt. Parts of different versions do not work together. */
    @Test
    void partsOfJacksonShouldHaveOneVersion() {
        assertThat(com.fasterxml.jackson.core.json.PackageVersion.VERSION)
                .hasToString(com.fasterxml.jackson.databind.cfg.PackageVersion.VERSION.toString());
    }

    /** Returns the cookie of a new session. */
    private static String login(String email) throws Exception {
        HttpRequest logIn = request("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("email=" + email))
                .build();
        String cookie = HTTP.send(logIn, BodyHandlers.discarding())
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private static String json(String path, String cookie, String body) throws Exception {
        return body(request(path)
                .header("Content-Type", "application/json")
                .header("Cookie", cookie)
                .header("Origin", ORIGIN)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + shop.port() + path));
    }

    private static String body(HttpRequest request) throws Exception {
        HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return response.body();
    }

    private static int status(HttpRequest request) throws Exception {
        return HTTP.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static String field(String name, String json) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        assertThat(matcher.find()).as(json).isTrue();
        return matcher.group(1);
    }
}
