package dev.chatrooms.bootstrap;

import com.zaxxer.hikari.HikariDataSource;
import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.Login;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.event.LogItem;
import dev.chatrooms.application.event.LogStart;
import dev.chatrooms.application.message.MessagePolicy.Verdict;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.application.search.SearchRequest;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.http.HttpAdapter;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.persistence.PostgresPorts;
import dev.chatrooms.persistence.Schema;
import dev.chatrooms.security.BcryptPasswordHasher;
import dev.chatrooms.security.RsaTokenIssuer;
import dev.chatrooms.security.SigningKeys;
import dev.chatrooms.websocket.WebSocketAdapter;
import dev.chatrooms.websocket.WebSocketSettings;
import io.javalin.Javalin;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An application with a chat of which everything has been used once. */
final class HostApplication {
    private static final String SCHEMA = "chat";

    private final HikariDataSource pool = new HikariDataSource();
    private final PostgresPorts ports;
    private final BcryptPasswordHasher hasher = new BcryptPasswordHasher(10);
    private final Chat chat;
    private final Javalin server;
    private final List<Socket> clients = new ArrayList<>();

    /** Starts the application on a database, with a folder for its key. */
    HostApplication(String jdbcUrl, String user, String password, String folder) throws Exception {
        pool.setDriverClassName("org.postgresql.Driver");
        pool.setJdbcUrl(jdbcUrl);
        pool.setUsername(user);
        pool.setPassword(password);
        Schema.migrate(pool, SCHEMA);
        ports = PostgresPorts.of(pool, SCHEMA);
        Path key = Path.of(folder).resolve("jwt-key.pem");
        chat = Chat.builder(ports.storage())
                .passwordHasher(hasher)
                .tokenIssuer(new RsaTokenIssuer(SigningKeys.open(key, null)))
                .messagePolicy(submission -> Verdict.accept())
                .build();
        HttpAdapter http =
                HttpAdapter.of(chat, HttpSettings.using(chat.workers()).build());
        WebSocketAdapter sockets = new WebSocketAdapter(chat, chat.workers(), WebSocketSettings.allowing(Set.of()));
        server = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            http.accept(config);
            sockets.accept(config);
        });
        server.start("127.0.0.1", 0);
        use();
    }

    private void use() throws Exception {
        Caller alice = Caller.of(chat.accounts()
                .register(Registration.of("alice", "a cup of earl grey"))
                .join()
                .id());
        String token = chat.authentication()
                .login(new Login("alice", "a cup of earl grey", null, null))
                .join()
                .accessToken();
        First reader = new First();
        chat.log().subscribe("push", LogStart.beginning()).subscribe(reader);
        RoomId tea = chat.rooms()
                .create(alice, new NewRoom(RoomKind.PUBLIC, "Tea", null, List.of()))
                .join()
                .id();
        chat.messages().send(alice, new Send(tea, "hello", null)).join();
        reader.received.await();
        chat.search().search(alice, SearchRequest.of("hello")).join();
        requested("GET /api/v1/rooms", token, "HTTP/1.1 200");
        requested("GET /api/v1/events", token + "\r\nAccept: text/event-stream", "event: welcome");
        requested("GET /api/v1/events?wait=30&after=" + chat.log().head(), token, null);
        String upgrade = "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13"
                + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
        Socket socket = requested("GET /api/v1/ws", token + upgrade, "HTTP/1.1 101");
        socket.getOutputStream().write(frame("{\"op\":\"hello\"}"));
        awaitLine(socket, "\"welcome\"");
    }

    /** Sends a request and waits for a line of its response. The connection stays open. */
    private Socket requested(String request, String token, @Nullable String expected) throws IOException {
        Socket client = new Socket("127.0.0.1", server.port());
        clients.add(client);
        String head = request + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        client.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        if (expected != null) {
            awaitLine(client, expected);
        }
        return client;
    }

    private static void awaitLine(Socket client, String expected) throws IOException {
        StringBuilder received = new StringBuilder();
        while (received.indexOf(expected) < 0) {
            int next = client.getInputStream().read();
            if (next < 0) {
                throw new IOException("the connection ended after: " + received);
            }
            received.append((char) next);
        }
    }

    private static byte[] frame(String text) {
        byte[] frame = new byte[text.length() + 6];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | text.length());
        // The mask is zero.
        System.arraycopy(text.getBytes(StandardCharsets.UTF_8), 0, frame, 6, text.length());
        return frame;
    }

    /** Closes what belongs to the chat, and the server that serves it. */
    void close() {
        server.stop();
        chat.close();
        hasher.close();
        ports.close();
    }

    /** Closes what belongs to the host alone. */
    void closeHost() throws Exception {
        for (Socket client : clients) {
            client.close();
        }
        pool.close();
    }

    /** Forgets the JDBC drivers of this class loader, as a container does when it unloads an application. */
    private static void deregisterDrivers() throws SQLException {
        for (Driver driver : Collections.list(DriverManager.getDrivers())) {
            if (driver.getClass().getClassLoader() == HostApplication.class.getClassLoader()) {
                DriverManager.deregisterDriver(driver);
            }
        }
    }

    /** Receives the first item. */
    private static final class First implements Flow.Subscriber<LogItem> {
        private final CountDownLatch received = new CountDownLatch(1);

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(LogItem item) {
            received.countDown();
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    /** Starts, uses and closes the application in a class loader of its own, which shares only types of the JDK. */
    public static final class Isolated implements Consumer<List<String>> {
        @Override
        public void accept(List<String> arguments) {
            try {
                HostApplication application =
                        new HostApplication(arguments.get(0), arguments.get(1), arguments.get(2), arguments.get(3));
                application.close();
                application.closeHost();
                deregisterDrivers();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * Compares two records in another class loader. The JDK keeps the type of the record component that was compared
     * last, and so its class loader: Java 17 for ever (JDK-8078641), later ones while there is memory.
     */
    public static final class Comparison implements Consumer<List<String>> {
        private record Compared(Comparison comparison) {}

        @Override
        public void accept(List<String> arguments) {
            Compared one = new Compared(this);
            Compared other = new Compared(new Comparison());
            if (one.equals(other)
                    || one.hashCode() != one.hashCode()
                    || one.toString().isEmpty()) {
                throw new IllegalStateException();
            }
        }
    }
}
