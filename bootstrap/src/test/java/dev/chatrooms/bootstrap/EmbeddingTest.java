package dev.chatrooms.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.AccountProfile;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.message.HistoryPage;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.http.HttpAdapter;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.persistence.PostgresPorts;
import dev.chatrooms.persistence.Schema;
import dev.chatrooms.security.BcryptPasswordHasher;
import dev.chatrooms.security.RsaTokenIssuer;
import dev.chatrooms.security.SigningKeys;
import dev.chatrooms.server.database.DataFolders;
import dev.chatrooms.server.database.EmbeddedDatabase;
import dev.chatrooms.websocket.WebSocketAdapter;
import dev.chatrooms.websocket.WebSocketSettings;
import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Embeds the chat in an application that has its own web server, routes and database. The documentation quotes this
 * test.
 */
class EmbeddingTest {
    private static final String PASSWORD = "a cup of earl grey";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void chatShouldWorkInMemory() {
        List<String> shown = new ArrayList<>();
        Consumer<String> screen = shown::add;
        // tag::in-memory[]
        try (Chat chat = Chat.inMemory()) {
            Registration registration = Registration.of("alice", "a cup of earl grey");
            Caller alice =
                    Caller.of(chat.accounts().register(registration).join().id());
            NewRoom room = new NewRoom(RoomKind.PUBLIC, "Tea", "Leaves, not bags", List.of());
            RoomId tea = chat.rooms().create(alice, room).join().id();
            Send send = new Send(tea, "Anyone for a cup?", null);
            chat.messages().send(alice, send).join();
            HistoryPage history = chat.messages().history(alice, tea, HistoryRequest.newest(50));
            history.items().forEach(message -> screen.accept(message.text()));
        }
        // end::in-memory[]
        assertThat(shown).containsExactly("Anyone for a cup?");
    }

    @Test
    void adaptersShouldServeInJavalinOfHost() throws Exception {
        try (Chat chat = Chat.inMemory()) {
            serve(chat);
        }
    }

    @Test
    void chatShouldUseDatabaseOfHost() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(DataFolders.used(folder));
                HikariDataSource dataSource = hostsPool(database)) {
            Path keyFile = folder.resolve("jwt-key.pem");
            // tag::database[]
            Schema.migrate(dataSource, "chat");
            try (PostgresPorts ports = PostgresPorts.of(dataSource, "chat");
                    Chat chat = Chat.builder(ports.storage()).build()) {
                run(chat);
            }
            // end::database[]
            // tag::passwords[]
            try (PostgresPorts ports = PostgresPorts.of(dataSource, "chat");
                    BcryptPasswordHasher hasher = new BcryptPasswordHasher(12);
                    Chat chat = Chat.builder(ports.storage())
                            .passwordHasher(hasher)
                            .tokenIssuer(new RsaTokenIssuer(SigningKeys.open(keyFile, null)))
                            .build()) {
                serve(chat);
            }
            // end::passwords[]
            try (Connection connection = dataSource.getConnection()) {
                assertThat(connection.isValid(5))
                        .as("the host's pool stays open")
                        .isTrue();
            }
        }
    }

    private static void run(Chat chat) {
        AccountProfile profile = AccountProfile.named("Sam Doe");
        Caller sam =
                Caller.of(chat.administration().ensureAccount("42", profile).join());
        NewRoom room = new NewRoom(RoomKind.PUBLIC, "Orders", null, List.of());
        RoomId orders = chat.rooms().create(sam, room).join().id();
        Send send = new Send(orders, "Anyone for a cup?", null);
        assertThat(chat.messages().send(sam, send).join().message().text()).isEqualTo("Anyone for a cup?");
    }

    private static HikariDataSource hostsPool(EmbeddedDatabase database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.user());
        pool.setPassword(database.password().reveal());
        pool.setMaximumPoolSize(10);
        return pool;
    }

    private static void serve(Chat chat) throws Exception {
        // tag::javalin[]
        HttpAdapter http =
                HttpAdapter.of(chat, HttpSettings.using(chat.workers()).build());
        WebSocketAdapter sockets =
                new WebSocketAdapter(chat, chat.workers(), WebSocketSettings.allowing(Set.of("https://tea.example")));
        Javalin app = Javalin.create(config -> {
            config.routes.get("/hello", context -> context.result("hello from the host"));
            http.accept(config);
            sockets.accept(config);
        });
        // end::javalin[]
        app.start("127.0.0.1", 0);
        try {
            String base = "http://127.0.0.1:" + app.port();
            assertThat(body(HttpRequest.newBuilder(URI.create(base + "/hello")).build()))
                    .isEqualTo("hello from the host");
            assertMessageIsDelivered(base + "/api/v1");
        } finally {
            app.stop();
        }
    }

    /** Sends a message over HTTP and receives it over a WebSocket. */
    private static void assertMessageIsDelivered(String api) throws Exception {
        String credentials = "{\"username\":\"alice\",\"password\":\"" + PASSWORD + "\"}";
        body(post(api + "/auth/register", "none", credentials));
        String token = field("accessToken", body(post(api + "/auth/login", "none", credentials)));
        String room = field("id", body(post(api + "/rooms", token, "{\"kind\":\"public\",\"name\":\"Tea\"}")));

        ReceivedObjects received = new ReceivedObjects();
        WebSocket socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create(api.replaceFirst("^http", "ws") + "/ws"), received)
                .join();
        socket.sendText("{\"op\":\"hello\",\"token\":\"" + token + "\"}", true).join();
        assertThat(received.next()).startsWith("{\"op\":\"welcome\"").contains(room);
        body(post(api + "/rooms/" + room + "/messages", token, "{\"text\":\"Anyone for a cup?\"}"));
        assertThat(received.next()).startsWith("{\"op\":\"event\"").contains("Anyone for a cup?");
        socket.abort();
    }

    private static HttpRequest post(String uri, String token, String json) {
        return HttpRequest.newBuilder(URI.create(uri))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    private static String body(HttpRequest request) throws Exception {
        return HTTP.send(request, BodyHandlers.ofString()).body();
    }

    private static String field(String name, String json) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        assertThat(matcher.find()).as(json).isTrue();
        return matcher.group(1);
    }

    private static final class ReceivedObjects implements WebSocket.Listener {
        private final BlockingQueue<String> objects = new LinkedBlockingQueue<>();
        private final StringBuilder frame = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            frame.append(part);
            if (last) {
                frame.toString().lines().forEach(objects::add);
                frame.setLength(0);
            }
            socket.request(1);
            return null;
        }

        String next() throws InterruptedException {
            String object = objects.poll(60, TimeUnit.SECONDS);
            assertThat(object).as("the next object on the socket").isNotNull();
            return object;
        }
    }
}
