package dev.chatrooms.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.RefusalCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Failures of the server that publishes the keys. */
@Timeout(120)
class JwksKeysTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer issuer;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T10:00:00Z"));
    private final URI url;
    private final JwksKeys keys;

    /** The issuer's handling of a request. */
    private interface Answer {
        void to(HttpExchange request) throws IOException;
    }

    private volatile Answer answer = JwksKeysTest::broken;

    JwksKeysTest() throws IOException {
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer.setExecutor(threads);
        issuer.createContext("/keys", request -> answer.to(request));
        issuer.start();
        url = URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys");
        keys = new JwksKeys(url, false, now::get, Duration.ofMinutes(1));
    }

    @AfterEach
    void stop() {
        issuer.stop(0);
        threads.shutdownNow();
    }

    private static void broken(HttpExchange request) throws IOException {
        request.sendResponseHeaders(500, -1);
        request.close();
    }

    private static Answer publishing(String keyId) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(JwksKeys.MIN_RSA_BITS);
        RSAPublicKey key = (RSAPublicKey) generator.generateKeyPair().getPublic();
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String json = "{\"keys\":[{\"kid\":\"%s\",\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                .formatted(
                        keyId,
                        base64.encodeToString(key.getModulus().toByteArray()),
                        base64.encodeToString(key.getPublicExponent().toByteArray()));
        return request -> {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            request.sendResponseHeaders(200, body.length);
            request.getResponseBody().write(body);
            request.close();
        };
    }

    private void advance(Duration by) {
        now.updateAndGet(time -> time.plus(by));
    }

    private static void assertUnavailable(JwksKeys keys) {
        assertThatThrownBy(() -> keys.find("r"))
                .isInstanceOfSatisfying(
                        ChatException.class, e -> assertThat(e.code()).isEqualTo(RefusalCode.UNAVAILABLE));
    }

    @Test
    void findShouldGiveUpWhenTheBodyStalls() throws Exception {
        answer = request -> {
            request.sendResponseHeaders(200, 1000);
            request.getResponseBody().write("{\"keys\":".getBytes(StandardCharsets.UTF_8));
            request.getResponseBody().flush();
        };

        assertUnavailable(new JwksKeys(url, false, now::get, Duration.ofMillis(300)));
    }

    @Test
    void knownKeysShouldRemainForADayWhenTheIssuerFails() throws Exception {
        answer = publishing("r");
        assertThat(keys.find("r")).isPresent();
        answer = JwksKeysTest::broken;

        advance(Duration.ofHours(23));
        assertThat(keys.known("r")).as("due for another fetch").isEmpty();
        assertThat(keys.find("r")).isPresent();

        advance(Duration.ofHours(2));
        assertUnavailable(keys);

        answer = publishing("r");
        advance(Duration.ofMinutes(1));
        assertThat(keys.find("r")).isPresent();
    }

    @Test
    void withdrawnKeyShouldBeRefusedAfterAnHour() throws Exception {
        answer = publishing("r");
        assertThat(keys.find("r")).isPresent();
        answer = publishing("another");

        advance(Duration.ofMinutes(59));
        assertThat(keys.find("r")).isPresent();
        advance(Duration.ofMinutes(2));

        assertThat(keys.find("r")).isEmpty();
        assertThat(keys.find("another")).isPresent();
    }
}
