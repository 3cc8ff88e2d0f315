package dev.chatrooms.http;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Health;
import dev.chatrooms.application.account.AccountManagement;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.event.LiveEvents;
import dev.chatrooms.application.memory.MemoryMailer;
import dev.chatrooms.application.spi.Mailer;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A server on a port of its own, over an application in memory. Whatever it answers is held against the contract. */
final class TestServer implements AutoCloseable {
    /** No time that a test waits for, only when one that hangs gives up; longer than the longest poll. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    static final String ORIGIN = "https://chat.example.org";
    static final ChatSettings NO_LIMITS =
            new ChatSettings(Duration.ofMinutes(30), Duration.ofDays(1), true, 0, 0, 0, 10_000, 16_384);

    final Chat chat;
    final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpAdapter adapter;
    private final Javalin javalin;

    private TestServer(
            Chat chat,
            AccountManagement accounts,
            Supplier<Map<String, Health.Part>> health,
            UnaryOperator<HttpSettings.Builder> settings,
            Consumer<JavalinConfig> host) {
        this(chat, accounts, chat.events(), health, settings, host);
    }

    private TestServer(
            Chat chat,
            AccountManagement accounts,
            LiveEvents events,
            Supplier<Map<String, Health.Part>> health,
            UnaryOperator<HttpSettings.Builder> settings,
            Consumer<JavalinConfig> host) {
        this.chat = chat;
        HttpSettings.Builder builder = HttpSettings.using(workers)
                .allowedOrigins(Set.of(ORIGIN))
                .answerWithin(PATIENCE)
                .wholeServer(true);
        this.adapter = new HttpAdapter(
                chat, accounts, events, health, settings.apply(builder).build());
        this.javalin = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.startup.startupWatcherEnabled = false;
                    host.accept(config);
                    adapter.accept(config);
                })
                .start("127.0.0.1", 0);
    }

    private static Chat chat(ChatSettings settings) {
        return chat(settings, new MemoryMailer());
    }

    private static Chat chat(ChatSettings settings, Mailer mailer) {
        return Chat.inMemoryBuilder().settings(settings).mailer(mailer).build();
    }

    static TestServer start() {
        return start(settings -> settings);
    }

    static TestServer start(UnaryOperator<HttpSettings.Builder> settings) {
        Chat chat = chat(NO_LIMITS);
        return new TestServer(chat, chat.accounts(), chat.health()::check, settings, config -> {});
    }

    static TestServer start(ChatSettings chatSettings) {
        return start(chatSettings, settings -> settings);
    }

    static TestServer start(ChatSettings chatSettings, UnaryOperator<HttpSettings.Builder> settings) {
        Chat chat = chat(chatSettings);
        return new TestServer(chat, chat.accounts(), chat.health()::check, settings, config -> {});
    }

    /** Whose mails go there. */
    static TestServer mailing(ChatSettings chatSettings, Mailer mailer) {
        Chat chat = chat(chatSettings, mailer);
        return new TestServer(chat, chat.accounts(), chat.health()::check, settings -> settings, config -> {});
    }

    /** With a clock of the test's. */
    static TestServer start(InstantSource clock, UnaryOperator<HttpSettings.Builder> settings) {
        Chat chat = Chat.inMemoryBuilder().settings(NO_LIMITS).clock(clock).build();
        return new TestServer(chat, chat.accounts(), chat.health()::check, settings, config -> {});
    }

    /** With other accounts than the application's. */
    static TestServer start(AccountManagement accounts, UnaryOperator<HttpSettings.Builder> settings) {
        Chat chat = chat(NO_LIMITS);
        return new TestServer(chat, accounts, chat.health()::check, settings, config -> {});
    }

    /** With other events than the application's. */
    static TestServer start(LiveEvents events, UnaryOperator<HttpSettings.Builder> settings) {
        Chat chat = chat(NO_LIMITS);
        return new TestServer(chat, chat.accounts(), events, chat.health()::check, settings, config -> {});
    }

    /** Over this application, on its own workers, as the real server runs. It is closed with the server. */
    static TestServer over(Chat chat) {
        return new TestServer(
                chat,
                chat.accounts(),
                chat.health()::check,
                settings -> HttpSettings.using(chat.workers())
                        .answerWithin(PATIENCE)
                        .wholeServer(true),
                config -> {});
    }

    /** In this state of health. */
    static TestServer start(Supplier<Map<String, Health.Part>> health) {
        Chat chat = chat(NO_LIMITS);
        return new TestServer(chat, chat.accounts(), health, settings -> settings, config -> {});
    }

    /** Inside the Javalin of somebody who has other routes too. */
    static TestServer inside(Consumer<JavalinConfig> host) {
        Chat chat = chat(NO_LIMITS);
        return new TestServer(
                chat, chat.accounts(), chat.health()::check, settings -> settings.wholeServer(false), host);
    }

    int port() {
        return javalin.port();
    }

    /** Registers somebody and signs him in. */
    Person person(String username) {
        Response account =
                post("/api/v1/auth/register", "{\"username\":\"" + username + "\",\"password\":\"correct horse\"}");
        Response session =
                post("/api/v1/auth/login", "{\"username\":\"" + username + "\",\"password\":\"correct horse\"}");
        return new Person(this, account.at("/id"), username, session.at("/accessToken"));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(PATIENCE);
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
            HttpResponse<String> raw = client.send(built, BodyHandlers.ofString());
            Response response = new Response(raw.statusCode(), raw.headers(), raw.body());
            Contract.WRITTEN_DOWN.check(built.method(), built.uri().getPath(), response);
            return response;
        } catch (IOException e) {
            throw new AssertionError(built + " was not answered", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Method and path of each route. */
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

    /** Sends bytes as they are and reads until the server closes. */
    String raw(byte[]... parts) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            for (byte[] part : parts) {
                socket.getOutputStream().write(part);
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        javalin.stop();
        chat.close();
        workers.shutdownNow();
    }
}
