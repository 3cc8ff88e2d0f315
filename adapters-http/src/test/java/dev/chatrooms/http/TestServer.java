package dev.chatrooms.http;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Health;
import dev.chatrooms.application.account.AccountManagement;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.event.LiveEvents;
import dev.chatrooms.application.memory.MemoryMailer;
import dev.chatrooms.application.spi.Mailer;
import dev.chatrooms.http.internal.Timers;
import dev.chatrooms.http.settings.HttpSettings;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** An HTTP server on a free port over an in-memory chat. Every response is checked against the OpenAPI contract. */
final class TestServer implements AutoCloseable {
    /** The limit after which a hanging test fails. No test waits for it. Longer than the longest poll. */
    static final Duration TIMEOUT = Duration.ofSeconds(90);

    static final String ORIGIN = "https://chat.example.org";
    static final ChatSettings NO_LIMITS = ChatSettings.builder().unlimited().build();

    final Chat chat;
    final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpAdapter adapter;
    private final IntSupplier port;
    private final Runnable stop;

    private TestServer(
            Chat chat,
            AccountManagement accounts,
            LiveEvents events,
            Supplier<Map<String, Health.Part>> health,
            UnaryOperator<HttpSettings.Builder> settings,
            Timers timers,
            Consumer<JavalinConfig> host) {
        this.chat = chat;
        HttpSettings.Builder builder = HttpSettings.using(workers)
                .allowedOrigins(Set.of(ORIGIN))
                .answerWithin(TIMEOUT)
                .wholeServer(true);
        this.adapter = new HttpAdapter(
                chat, accounts, events, health, settings.apply(builder).build(), timers);
        if (TestTomcat.CHOSEN) {
            TestTomcat tomcat = TestTomcat.start(adapter);
            this.port = tomcat::port;
            this.stop = tomcat::close;
            return;
        }
        Javalin javalin = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.startup.startupWatcherEnabled = false;
                    host.accept(config);
                    adapter.accept(config);
                })
                .start("127.0.0.1", 0);
        this.port = javalin::port;
        this.stop = javalin::stop;
    }

    private static TestServer start(Chat chat, UnaryOperator<HttpSettings.Builder> settings) {
        return start(chat, settings, Timers.SYSTEM);
    }

    private static TestServer start(Chat chat, UnaryOperator<HttpSettings.Builder> settings, Timers timers) {
        return new TestServer(
                chat, chat.accounts(), chat.events(), chat.health()::check, settings, timers, config -> {});
    }

    private static Chat chat(ChatSettings settings, Mailer mailer) {
        return Chat.inMemoryBuilder().settings(settings).mailer(mailer).build();
    }

    private static Chat chat() {
        return chat(NO_LIMITS, new MemoryMailer());
    }

    static TestServer start() {
        return start(settings -> settings);
    }

    static TestServer start(UnaryOperator<HttpSettings.Builder> settings) {
        return start(chat(), settings);
    }

    static TestServer start(ChatSettings chatSettings) {
        return start(chatSettings, settings -> settings);
    }

    static TestServer start(ChatSettings chatSettings, UnaryOperator<HttpSettings.Builder> settings) {
        return start(chat(chatSettings, new MemoryMailer()), settings);
    }

    /** Starts a server that sends mail through a mailer of the test. */
    static TestServer withMailer(ChatSettings chatSettings, Mailer mailer) {
        return start(chat(chatSettings, mailer), settings -> settings);
    }

    /** Starts a server whose chat uses a clock of the test. */
    static TestServer start(InstantSource clock, UnaryOperator<HttpSettings.Builder> settings) {
        Chat chat = Chat.inMemoryBuilder().settings(NO_LIMITS).clock(clock).build();
        return start(chat, settings);
    }

    /** Starts a server whose timeouts use a time source of the test. */
    static TestServer start(Timers.TimeSource time, UnaryOperator<HttpSettings.Builder> settings) {
        return start(chat(), time, settings);
    }

    /** Starts a server over a chat, which it closes. */
    static TestServer start(Chat chat) {
        return start(chat, settings -> settings);
    }

    /** Starts a server over a chat, whose timeouts use a time source of the test. It closes the chat. */
    static TestServer start(Chat chat, Timers.TimeSource time, UnaryOperator<HttpSettings.Builder> settings) {
        return start(chat, settings, new Timers(time));
    }

    /** Starts a server over a chat. It closes the chat. */
    static TestServer with(Chat chat, UnaryOperator<HttpSettings.Builder> settings) {
        return start(chat, settings);
    }

    /** Starts a server that replaces the chat's accounts. */
    static TestServer start(AccountManagement accounts, UnaryOperator<HttpSettings.Builder> settings) {
        Chat chat = chat();
        return new TestServer(
                chat, accounts, chat.events(), chat.health()::check, settings, Timers.SYSTEM, config -> {});
    }

    /** Starts a server that replaces the chat's events. */
    static TestServer start(LiveEvents events, UnaryOperator<HttpSettings.Builder> settings) {
        Chat chat = chat();
        return new TestServer(
                chat, chat.accounts(), events, chat.health()::check, settings, Timers.SYSTEM, config -> {});
    }

    /** Starts a server that replaces the chat's health. */
    static TestServer start(Supplier<Map<String, Health.Part>> health) {
        return withHealth(health, Timers.SYSTEM);
    }

    /** Starts a server that replaces the chat's health, and whose timeouts use a time source of the test. */
    static TestServer start(Supplier<Map<String, Health.Part>> health, Timers.TimeSource time) {
        return withHealth(health, new Timers(time));
    }

    private static TestServer withHealth(Supplier<Map<String, Health.Part>> health, Timers timers) {
        Chat chat = chat();
        return new TestServer(chat, chat.accounts(), chat.events(), health, settings -> settings, timers, config -> {});
    }

    /** Starts a server for a chat that runs on the chat's workers, as the real server does. It closes the chat. */
    static TestServer over(Chat chat) {
        return over(chat, Timers.SYSTEM);
    }

    /** As {@link #over(Chat)}, with timeouts that use a time source of the test. */
    static TestServer over(Chat chat, Timers.TimeSource time) {
        return over(chat, new Timers(time));
    }

    private static TestServer over(Chat chat, Timers timers) {
        return start(
                chat,
                settings ->
                        HttpSettings.using(chat.workers()).answerWithin(TIMEOUT).wholeServer(true),
                timers);
    }

    /** Starts a server in the Javalin of a host that has other routes. */
    static TestServer embedded(Consumer<JavalinConfig> host) {
        Chat chat = chat();
        return new TestServer(
                chat,
                chat.accounts(),
                chat.events(),
                chat.health()::check,
                settings -> settings.wholeServer(false),
                Timers.SYSTEM,
                host);
    }

    int port() {
        return port.getAsInt();
    }

    /** Registers an account and logs it in. */
    Person person(String username) {
        Response account =
                post("/api/v1/auth/register", "{\"username\":\"" + username + "\",\"password\":\"correct horse\"}");
        Response session =
                post("/api/v1/auth/login", "{\"username\":\"" + username + "\",\"password\":\"correct horse\"}");
        return new Person(this, account.at("/id"), username, session.at("/accessToken"));
    }

    /** Creates an administrator and logs in. */
    Person admin(String username) {
        String id = chat.administration()
                .createAdmin(Registration.of(username, "correct horse"))
                .join()
                .id()
                .toString();
        Response session =
                post("/api/v1/auth/login", "{\"username\":\"" + username + "\",\"password\":\"correct horse\"}");
        return new Person(this, id, username, session.at("/accessToken"));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(TIMEOUT);
    }

    Response get(String path) {
        return send(request(path));
    }

    Response post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    Response send(HttpRequest.Builder request) {
        HttpRequest built = request.build();
        try {
            return checked(built, client.send(built, BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new AssertionError(built + " received no response", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    CompletableFuture<Response> sendAsync(HttpRequest.Builder request) {
        HttpRequest built = request.build();
        return client.sendAsync(built, BodyHandlers.ofString()).thenApply(raw -> checked(built, raw));
    }

    private static Response checked(HttpRequest request, HttpResponse<String> raw) {
        Response response = Response.of(raw);
        Contract.OPENAPI.check(request.method(), request.uri().getPath(), response);
        Contract.OPENAPI.checkRequest(request, response.status());
        return response;
    }

    /** Returns method and path of each route. */
    Set<String> routes() {
        return adapter.routes().stream()
                .map(route -> route.method().name() + " " + route.path())
                .collect(Collectors.toSet());
    }

    int openStreams() {
        return adapter.openStreams();
    }

    HttpClient client() {
        return client;
    }

    /** Sends raw bytes and reads until the server closes the connection. */
    String raw(byte[]... parts) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout((int) TIMEOUT.toMillis());
            for (byte[] part : parts) {
                socket.getOutputStream().write(part);
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        stop.run();
        chat.close();
        workers.shutdownNow();
    }
}
