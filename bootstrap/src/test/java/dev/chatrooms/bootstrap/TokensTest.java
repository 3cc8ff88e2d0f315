package dev.chatrooms.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.Login;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.account.SignedIn;
import dev.chatrooms.application.memory.MemoryPasswordHasher;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.TokenIssuer;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.http.HttpAdapter;
import dev.chatrooms.http.settings.HttpSettings;
import dev.chatrooms.security.RsaTokenIssuer;
import dev.chatrooms.security.SigningKeys;
import dev.chatrooms.server.TestKey;
import dev.chatrooms.websocket.WebSocketAdapter;
import dev.chatrooms.websocket.WebSocketSettings;
import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Access tokens with all modules in place: which tokens the server accepts over HTTP and WebSocket, and how its signing
 * key is rotated.
 */
class TokensTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String PASSWORD = "correct horse";
    private static final String WELCOMED = "welcomed";

    @TempDir
    private Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T10:00:00Z"));
    private final Storage storage = MemoryStorage.create();

    /** A server on the test's store with the keys in the test's folder. */
    private final class TestServer implements AutoCloseable {
        final SigningKeys keys;
        final Chat chat;
        final Javalin javalin;

        TestServer(String keyPassword) {
            keys = SigningKeys.open(folder.resolve("jwt-key.pem"), keyPassword, TestKey::generate);
            chat = Chat.builder(storage)
                    .clock(now::get)
                    .passwordHasher(new MemoryPasswordHasher())
                    .tokenIssuer(new RsaTokenIssuer(keys))
                    .build();
            javalin = Javalin.create(config -> {
                        config.startup.showJavalinBanner = false;
                        HttpAdapter.of(chat, HttpSettings.using(chat.workers()).build())
                                .accept(config);
                        new WebSocketAdapter(chat, chat.workers(), WebSocketSettings.allowing(Set.of())).accept(config);
                    })
                    .start("127.0.0.1", 0);
        }

        Account register(String username) {
            return chat.accounts().register(Registration.of(username, PASSWORD)).join();
        }

        SignedIn login(String username) {
            return chat.authentication()
                    .login(new Login(username, PASSWORD, null, null))
                    .join();
        }

        HttpResponse<String> get(String path, String token) throws Exception {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(uri("http", path)).timeout(Duration.ofSeconds(60));
            return HTTP.send(request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
        }

        int overHttp(String token) throws Exception {
            return get("/api/v1/me", token).statusCode();
        }

        /** Returns {@link #WELCOMED} or the socket's close code. */
        String overWebSocket(String token) throws Exception {
            CompletableFuture<String> outcome = new CompletableFuture<>();
            WebSocket socket = HTTP.newWebSocketBuilder()
                    .buildAsync(uri("ws", "/api/v1/ws"), new WebSocket.Listener() {
                        @Override
                        public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                            outcome.complete(text.toString().startsWith("{\"op\":\"welcome\"") ? WELCOMED : "" + text);
                            return null;
                        }

                        @Override
                        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
                            outcome.complete(String.valueOf(code));
                            return null;
                        }
                    })
                    .get(60, TimeUnit.SECONDS);
            try {
                socket.sendText("{\"op\":\"hello\",\"token\":\"" + token + "\"}", true)
                        .get(60, TimeUnit.SECONDS);
                return outcome.get(60, TimeUnit.SECONDS);
            } finally {
                socket.abort();
            }
        }

        private URI uri(String scheme, String path) {
            return URI.create(scheme + "://127.0.0.1:" + javalin.port() + path);
        }

        void assertAccepted(String token) throws Exception {
            assertThat(overHttp(token)).isEqualTo(200);
            assertThat(overWebSocket(token)).isEqualTo(WELCOMED);
        }

        void assertRejected(String description, String token) throws Exception {
            HttpResponse<String> answer = get("/api/v1/me", token);
            assertThat(answer.statusCode()).as(description).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .as(description)
                    .hasValue("Bearer");
            assertThat(answer.body()).as(description).contains("\"code\":\"unauthenticated\"");
            assertThat(overWebSocket(token)).as(description).isEqualTo("4401");
        }

        @Override
        public void close() {
            javalin.stop();
            chat.close();
        }
    }

    @Test
    void serverShouldAcceptOnlyItsOwnTokensOfActiveSessions() throws Exception {
        KeyPair pair = TestKey.generate();
        Files.writeString(
                folder.resolve("jwt-key.pem"),
                pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        try (TestServer server = new TestServer(null)) {
            Account alice = server.register("alice");
            SignedIn signedIn = server.login("alice");
            String good = signedIn.accessToken();
            String kid = server.keys.verificationKeys().get(0).id();
            String session =
                    server.chat.authentication().authenticate(good).session().toString();
            String header = "{\"kid\":\"" + kid + "\",\"typ\":\"JWT\",\"alg\":\"RS256\"}";
            String claims = claims(alice.id().toString(), session, now.get());
            byte[] publicKey = pair.getPublic().getEncoded();
            String publicPem = pem("PUBLIC KEY", publicKey);

            server.assertAccepted(good);
            // A token made by hand is accepted, so those below are rejected only for the reason in their names.
            server.assertAccepted(signed(header, claims, pair.getPrivate()));

            Map<String, String> invalid = new LinkedHashMap<>();
            invalid.put(
                    "signed by another key with our key id",
                    signed(header, claims, TestKey.generate().getPrivate()));
            invalid.put("unknown key id", signed(header.replace(kid, "x".repeat(43)), claims, pair.getPrivate()));
            invalid.put("no key id", signed("{\"typ\":\"JWT\",\"alg\":\"RS256\"}", claims, pair.getPrivate()));
            invalid.put(
                    "issued by another system",
                    new RsaTokenIssuer(SigningKeys.generate()).issue(someClaims(server, good)));
            invalid.put("unsigned", base64(header.replace("RS256", "none")) + "." + base64(claims) + ".");
            invalid.put(
                    "signed but with algorithm none",
                    good.replaceFirst("[^.]+", base64(header.replace("RS256", "none"))));
            invalid.put("public key used as HMAC secret", hmac(header.replace("RS256", "HS256"), claims, publicKey));
            invalid.put(
                    "public key's PEM used as HMAC secret",
                    hmac(header.replace("RS256", "HS256"), claims, publicPem.getBytes(UTF_8)));
            invalid.put(
                    "expired",
                    signed(
                            header,
                            claims(alice.id().toString(), session, now.get().minusSeconds(1800)),
                            pair.getPrivate()));
            invalid.put(
                    "unknown session",
                    signed(
                            header,
                            claims(alice.id().toString(), UUID.randomUUID().toString(), now.get()),
                            pair.getPrivate()));
            invalid.put(
                    "session of another account",
                    signed(
                            header,
                            claims(server.register("bob").id().toString(), session, now.get()),
                            pair.getPrivate()));
            invalid.put("modified claims", good.replaceFirst("\\.[^.]+\\.", "." + base64(claims) + "."));
            invalid.put("truncated", good.substring(0, good.length() - 1));
            invalid.put("signature removed", good.substring(0, good.lastIndexOf('.')));
            invalid.put("garbage", "nonsense");
            invalid.put("garbage with three parts", "a.b.c");
            invalid.put("refresh token", signedIn.refreshToken());
            invalid.put("revoked session", revoked(server));
            invalid.put("disabled account", disabled(server));
            for (Map.Entry<String, String> token : invalid.entrySet()) {
                server.assertRejected(token.getKey(), token.getValue());
            }

            server.assertAccepted(good);
            now.updateAndGet(t -> t.plus(Duration.ofMinutes(30)));
            server.assertRejected("expired by time", good);
        }
    }

    private static TokenIssuer.Claims someClaims(TestServer server, String good) {
        return new RsaTokenIssuer(server.keys).verify(good, Instant.EPOCH).orElseThrow();
    }

    private static String revoked(TestServer server) {
        String token = server.login("alice").accessToken();
        server.chat
                .authentication()
                .logout(server.chat.authentication().authenticate(token))
                .join();
        return token;
    }

    private String disabled(TestServer server) {
        Account carol = server.register("carol");
        String token = server.login("carol").accessToken();
        storage.transactions().write(uow -> {
            uow.accounts().update(carol.withDisabled(true, now.get()));
            return carol;
        });
        return token;
    }

    @Test
    void keyRotationShouldKeepSessionsValid() throws Exception {
        String keyPassword = "a passphrase";
        Path current = folder.resolve("jwt-key.pem");
        Path old = folder.resolve("jwt-key.old-2026-11.pem");
        SignedIn before;
        String oldKid;
        try (TestServer server = new TestServer(keyPassword)) {
            server.register("alice");
            before = server.login("alice");
            oldKid = kid(before.accessToken());
            assertThat(published(server)).containsExactly(oldKid);
        }
        assertThat(Files.readString(current)).contains("ENCRYPTED");

        Files.move(current, old);
        try (TestServer server = new TestServer(keyPassword)) {
            server.assertAccepted(before.accessToken());
            SignedIn after = server.login("alice");
            String newKid = kid(after.accessToken());
            assertThat(newKid).isNotEqualTo(oldKid);
            assertThat(published(server)).containsExactly(newKid, oldKid);
            server.assertAccepted(after.accessToken());
        }

        Files.delete(old);
        try (TestServer server = new TestServer(keyPassword)) {
            server.assertRejected("signed by a removed key", before.accessToken());
            // The session still exists and only needs a new access token.
            String refreshed = refresh(server, before.refreshToken());
            assertThat(published(server)).containsExactly(kid(refreshed)).doesNotContain(oldKid);
            server.assertAccepted(refreshed);
        }
    }

    private static List<String> published(TestServer server) throws Exception {
        String keys = server.get("/.well-known/jwks.json", "none").body();
        assertThat(keys).contains("\"alg\":\"RS256\"").doesNotContain("\"d\":", "\"p\":");
        return Pattern.compile("\"kid\":\"([^\"]+)\"")
                .matcher(keys)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String kid(String token) {
        return field("kid", new String(Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))), UTF_8));
    }

    private static String refresh(TestServer server, String refreshToken) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri("http", "/api/v1/auth/refresh"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"refreshToken\":\"" + refreshToken + "\"}"))
                .build();
        return field("accessToken", HTTP.send(request, BodyHandlers.ofString()).body());
    }

    private static String field(String name, String json) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        assertThat(matcher.find()).as(json).isTrue();
        return matcher.group(1);
    }

    // ---- handmade tokens

    private static String claims(String account, String session, Instant issuedAt) {
        return "{\"iss\":\"chatrooms\",\"aud\":\"chatrooms\",\"sub\":\"" + account + "\",\"sid\":\"" + session
                + "\",\"iat\":" + issuedAt.getEpochSecond()
                + ",\"exp\":" + issuedAt.plus(Duration.ofMinutes(30)).getEpochSecond() + ",\"jti\":\""
                + UUID.randomUUID() + "\"}";
    }

    private static String signed(String header, String claims, PrivateKey key) throws GeneralSecurityException {
        String text = base64(header) + "." + base64(claims);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(text.getBytes(UTF_8));
        return text + "." + base64(signature.sign());
    }

    private static String hmac(String header, String claims, byte[] secret) throws GeneralSecurityException {
        String text = base64(header) + "." + base64(claims);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return text + "." + base64(mac.doFinal(text.getBytes(UTF_8)));
    }

    private static String base64(String text) {
        return base64(text.getBytes(UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String pem(String type, byte[] bytes) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + type + "-----\n";
    }
}
