package dev.chatrooms.bootstrap.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.AccountProfile;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatSettings;
import dev.chatrooms.application.memory.MemoryMailer;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.spi.Mailer;
import dev.chatrooms.bootstrap.crash.CuttableProxy;
import dev.chatrooms.bootstrap.demo.Demo;
import dev.chatrooms.bootstrap.demo.DemoClock;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.files.media.ContentInspector;
import dev.chatrooms.http.HttpAdapter;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.web.WebClient;
import dev.chatrooms.websocket.WebSocketAdapter;
import dev.chatrooms.websocket.WebSocketSettings;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chat in memory with its web client. Browsers reach it at two names, both through proxies, so that the server may
 * move to another port; the tests cut that of {@link #CUTTABLE}.
 */
final class ChatSite implements AutoCloseable {
    static final String DIRECT = "direct.localhost";
    static final String CUTTABLE = "cuttable.localhost";
    static final String PASSWORD = "correct horse battery";

    private static final Duration MAIL_WAIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ContentInspector inspector = new ContentInspector();
    private final MemoryMailer mailer = new MemoryMailer();
    private final Chat chat;
    private final HttpClient http = HttpClient.newHttpClient();
    /** The way to the server of a page of another origin, which a test starts. */
    private final CuttableProxy host = new CuttableProxy(0);

    private final CuttableProxy direct;
    private final CuttableProxy proxy;
    private Javalin server;

    static ChatSite start() {
        return start(InstantSource.system());
    }

    /** Starts a chat with the content of the demo. */
    static ChatSite startWithDemo() {
        DemoClock clock = new DemoClock(InstantSource.system());
        ChatSite site = start(clock);
        new Demo(site.chat, clock, PASSWORD).run(() -> {});
        return site;
    }

    private static ChatSite start(InstantSource clock) {
        try {
            return new ChatSite(clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ChatSite(InstantSource clock) throws IOException {
        chat = Chat.inMemoryBuilder()
                .clock(clock)
                .mailer(mailer)
                .mediaInspector(inspector)
                .settings(ChatSettings.builder().unlimited().build())
                .build();
        server = serve();
        direct = new CuttableProxy(server.port());
        proxy = new CuttableProxy(server.port());
    }

    private Javalin serve() {
        Set<String> origins = Set.of("http://" + DIRECT, "http://" + CUTTABLE, hostOrigin());
        return Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    HttpAdapter.of(
                                    chat,
                                    HttpSettings.using(chat.workers())
                                            .allowedOrigins(origins)
                                            .manual(true)
                                            .build())
                            .accept(config);
                    new WebSocketAdapter(chat, chat.workers(), WebSocketSettings.allowing(origins)).accept(config);
                    new WebClient("").accept(config);
                })
                .start("127.0.0.1", 0);
    }

    /** Adds messages to a room, many at a time. */
    void fill(String token, String room, int count) {
        fill(token, room, null, count);
    }

    /** Adds replies to the thread of a message, or messages to the room if it is null. */
    void fill(String token, String room, String root, int count) {
        Caller caller = chat.authentication().authenticate(token);
        RoomId id = new RoomId(UUID.fromString(room));
        MessageId thread = root == null ? null : new MessageId(UUID.fromString(root));
        List<CompletableFuture<?>> batch = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String text = "message " + i + " of a long history, with some more words".repeat(1 + i % 4);
            batch.add(chat.messages().send(caller, new Send(id, text, null, thread, List.of(), null)));
            if (batch.size() == 500 || i == count) {
                batch.forEach(CompletableFuture::join);
                batch.clear();
            }
        }
    }

    /** Adds members to a room, {@code reader1} and so on, many at a time. */
    void populate(String token, String room, int count) {
        Caller caller = chat.authentication().authenticate(token);
        RoomId id = new RoomId(UUID.fromString(room));
        List<CompletableFuture<?>> joins = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String username = "reader" + i;
            AccountProfile profile = new AccountProfile(username, "Reader " + i, null, null, AccountKind.USER, null);
            joins.add(chat.administration()
                    .ensureAccount(username, profile)
                    .thenCompose(account -> chat.moderation().add(caller, id, username)));
        }
        joins.forEach(CompletableFuture::join);
    }

    /** Stops the server, and starts another one with the same data. */
    void restart() {
        Javalin old = server;
        server = serve();
        for (CuttableProxy each : List.of(direct, proxy)) {
            each.redirect(server.port());
            each.cut();
        }
        old.stop();
        direct.restore();
        proxy.restore();
    }

    /** Returns the ports of the two ways to the server. */
    Map<String, Integer> hosts() {
        return Map.of(DIRECT, direct.port(), CUTTABLE, proxy.port());
    }

    /** Returns the address of the server, which is not that of the names. */
    String address() {
        return "http://127.0.0.1:" + direct.port() + "/";
    }

    /** Returns the origin of the pages of a host, which may call the server. */
    String hostOrigin() {
        return "http://127.0.0.1:" + host.port();
    }

    CuttableProxy host() {
        return host;
    }

    CuttableProxy proxy() {
        return proxy;
    }

    /** Returns the only match in the next mail. */
    String mailed(Pattern pattern) {
        Mailer.Mail mail = mailer.take(MAIL_WAIT);
        if (mail == null) {
            throw new IllegalStateException("no mail");
        }
        Matcher found = pattern.matcher(mail.text());
        if (!found.find()) {
            throw new IllegalStateException(mail.text());
        }
        return found.group();
    }

    /** Makes an account an administrator. */
    void promote(String username) {
        chat.administration().promote(username).join();
    }

    /** Registers an account and returns an access token. */
    String register(String username, String displayName) throws Exception {
        call(
                "POST",
                "auth/register",
                Map.of("username", username, "password", PASSWORD, "displayName", displayName),
                null);
        return login(username);
    }

    /** Returns an access token of an account. */
    String login(String username) throws Exception {
        return call("POST", "auth/login", Map.of("username", username, "password", PASSWORD), null)
                .get("accessToken")
                .asText();
    }

    JsonNode call(String method, String path, Object body, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.port() + "/api/v1/" + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(method + " " + path + ": " + response.statusCode() + response.body());
        }
        return response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
    }

    @Override
    public void close() {
        server.stop();
        chat.close();
        inspector.close();
        try {
            host.close();
            direct.close();
            proxy.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
