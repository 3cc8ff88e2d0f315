package dev.chatrooms.websocket;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.account.Login;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.account.SignedIn;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.memory.MemoryPasswordHasher;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.memory.MemoryTokenIssuer;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.message.SendResult;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.transfer.TransferMemory;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.wire.Mount;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

/** An in-memory chat, served on a free port by a Javalin that also has a route of the host. */
final class TestServer implements AutoCloseable {
    static final String ORIGIN = "https://chat.example.org";

    final ManualClock clock = new ManualClock();
    final Storage storage = MemoryStorage.create();
    final Chat chat;
    final WebSocketAdapter adapter;
    private final IntSupplier port;
    private final Runnable stop;
    /** The difference between the chat's clock and the system clock. */
    private final AtomicReference<Duration> chatClockOffset = new AtomicReference<>(Duration.ZERO);

    private final AtomicInteger rooms = new AtomicInteger();
    private final ExecutorService workers = Executors.newFixedThreadPool(4);

    TestServer() {
        this(settings(0), UnaryOperator.identity(), config -> {});
    }

    TestServer(ChatSettings settings) {
        this(settings, UnaryOperator.identity(), config -> {});
    }

    TestServer(ChatSettings settings, UnaryOperator<UseCases> override, Consumer<JavalinConfig> host) {
        this(settings, override, host, Duration.ofSeconds(30));
    }

    TestServer(
            ChatSettings settings,
            UnaryOperator<UseCases> override,
            Consumer<JavalinConfig> host,
            Duration shutdownTimeout) {
        this(settings, override, host, shutdownTimeout, TransferMemory.ofHeap());
    }

    /** Starts a server with other budgets. */
    TestServer(TransferMemory memory) {
        this(settings(0), UnaryOperator.identity(), config -> {}, Duration.ofSeconds(30), memory);
    }

    private TestServer(
            ChatSettings settings,
            UnaryOperator<UseCases> override,
            Consumer<JavalinConfig> host,
            Duration shutdownTimeout,
            TransferMemory memory) {
        chat = Chat.builder(storage)
                .passwordHasher(new MemoryPasswordHasher())
                .tokenIssuer(new MemoryTokenIssuer())
                .settings(settings)
                .transferMemory(memory)
                .clock(() -> Instant.now().plus(chatClockOffset.get()))
                .build();
        UseCases useCases = new UseCases(
                chat.authentication(),
                chat.messages(),
                chat.editing(),
                chat.membershipSettings(),
                chat.typing(),
                chat.events(),
                chat.streamPlaces());
        adapter = new WebSocketAdapter(
                override.apply(useCases),
                workers,
                new WebSocketSettings(
                        ORIGIN::equals, List.of(), List.of(), Mount.ROOT, shutdownTimeout, Duration.ofSeconds(10)),
                chat.transferMemory(),
                chat.clock(),
                clock);
        if (TestTomcat.CHOSEN) {
            TestTomcat tomcat = TestTomcat.start(adapter, contextPath(host));
            port = tomcat::port;
            stop = () -> {
                adapter.close();
                tomcat.close();
            };
            return;
        }
        Javalin javalin = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.startup.startupWatcherEnabled = false;
                    config.startup.showOldJavalinVersionWarning = false;
                    config.routes.get("/hello", context -> context.result("from the host"));
                    adapter.accept(config);
                    host.accept(config);
                })
                .start("127.0.0.1", 0);
        port = javalin::port;
        stop = javalin::stop;
    }

    /** Returns the context path that a test has chosen for Javalin. */
    private static String contextPath(Consumer<JavalinConfig> host) {
        AtomicReference<String> path = new AtomicReference<>("/");
        Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.startupWatcherEnabled = false;
            host.accept(config);
            path.set(config.router.contextPath);
        });
        return path.get().equals("/") ? "" : path.get();
    }

    static ChatSettings settings(int sendsPerSecond) {
        return ChatSettings.builder()
                .unlimited()
                .sendsPerSecond(sendsPerSecond)
                .replayLimit(100_000)
                .build();
    }

    int port() {
        return port.getAsInt();
    }

    /** Advances the clock of the sockets and checks all timeouts. */
    void advance(Duration by) {
        clock.advance(by);
        adapter.checkTimeouts();
    }

    /** Advances the clock of the chat, which tokens and sessions depend on, but not that of the sockets. */
    void advanceChatClock(Duration by) {
        chatClockOffset.updateAndGet(offset -> offset.plus(by));
    }

    /** A registered account that is logged in. */
    record Person(String name, Caller caller, String token) {}

    Person person(String name) {
        chat.accounts().register(Registration.of(name, "correct horse")).join();
        return login(name);
    }

    Person login(String name) {
        SignedIn signedIn = chat.authentication()
                .login(new Login(name, "correct horse", null, null))
                .join();
        Caller caller = chat.authentication().authenticate(signedIn.accessToken());
        return new Person(name, caller, signedIn.accessToken());
    }

    RoomId room(Person owner, Person... members) {
        List<String> names = List.of(members).stream().map(Person::name).toList();
        String name = "Room " + rooms.incrementAndGet();
        NewRoom room = new NewRoom(RoomKind.PUBLIC, name, null, names);
        return chat.rooms().create(owner.caller(), room).join().room().id();
    }

    CompletableFuture<SendResult> send(Person from, RoomId room, String text) {
        return chat.messages().send(from.caller(), new Send(room, text, null));
    }

    /** Connects a client, without a hello. */
    TestClient connect(String... headers) {
        return TestClient.connect(port(), headers);
    }

    /**
     * Connects a client, reads its welcome and waits until the connection is open, which is shortly after the welcome
     * is written.
     */
    TestClient join(Person person) {
        TestClient client = connect();
        client.hello(person.token(), null);
        client.expect("welcome");
        client.roundTrip();
        return client;
    }

    /** Stops the server but not the chat. */
    void stop() {
        stop.run();
    }

    /**
     * Stops the server and the chat. The clock of the sockets goes on meanwhile, so that connections time out whose
     * clients are gone without an answer to the close frame.
     */
    @Override
    public void close() {
        CompletableFuture<Void> closed =
                CompletableFuture.runAsync(this::closeGracefully, task -> new Thread(task, "test-stop").start());
        Eventually.await("the stop", () -> {
            advance(Duration.ofNanos(Connection.CLOSE_GRACE));
            return closed.isDone();
        });
        closed.join();
    }

    /** Stops the server and the chat, and waits for all clients to answer the close frame. */
    void closeGracefully() {
        stop();
        chat.close();
        workers.shutdownNow();
    }
}
