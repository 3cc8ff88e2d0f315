package dev.chatrooms.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.identity.Authenticator;
import dev.chatrooms.websocket.TestServer.Person;
import dev.chatrooms.wire.AddressRange;
import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The upgrade of an HTTP request to a WebSocket, and requests that are refused. */
class HandshakeTest {
    private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";

    private static TestServer server;
    private static Person alice;

    @BeforeAll
    static void start() {
        server = new TestServer();
        alice = server.person("alice");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void handshakeShouldCreateNoSessionAndNegotiateNoExtension() {
        try (TestClient client = server.connect(DEFLATE, "Sec-WebSocket-Protocol: chat")) {
            assertThat(client.responseHead)
                    .containsIgnoringCase("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
                    .doesNotContainIgnoringCase("Set-Cookie")
                    .doesNotContainIgnoringCase("Sec-WebSocket-Extensions")
                    .doesNotContainIgnoringCase("Sec-WebSocket-Protocol");
        }
    }

    @Test
    void authorizationHeaderShouldAuthenticateTheHello() {
        try (TestClient client = server.connect("Authorization: Bearer " + alice.token())) {
            client.hello(null, null);
            assertThat(client.expect("welcome").at("/account/username").asText())
                    .isEqualTo("alice");
        }
    }

    @Test
    void authorizationHeaderShouldTakePrecedenceOverCookieAndOrigin() {
        try (TestClient client = server.connect(
                "authorization: bearer " + alice.token(), "Origin: https://evil.example", cookie("stale"))) {
            client.hello(null, null);
            client.expect("welcome");
        }
    }

    @Test
    void cookieShouldAuthenticateTheHelloWhenTheOriginIsAllowed() {
        try (TestClient client = server.connect(cookie(alice.token()), "Origin: " + TestServer.ORIGIN)) {
            client.hello(null, null);
            assertThat(client.expect("welcome").at("/account/username").asText())
                    .isEqualTo("alice");
        }
    }

    @Test
    void handshakeShouldBeRefusedWhenACookieComesFromAnotherOrigin() {
        for (String[] headers : List.of(
                new String[] {cookie(alice.token()), "Origin: https://evil.example"},
                new String[] {cookie(alice.token()), "Origin: null"},
                new String[] {cookie(alice.token())})) {
            try (TestClient client = handshake(WebSocketAdapter.PATH, headers)) {
                assertThat(client.responseHead)
                        .startsWith("HTTP/1.1 403 ")
                        .containsIgnoringCase("Content-Type: application/problem+json")
                        .doesNotContainIgnoringCase("Set-Cookie");
                assertThat(client.body().path("code").asText()).isEqualTo("cross_site");
            }
        }
    }

    @Test
    void helloShouldAuthenticateAnotherOriginWhenThereIsNoCookie() {
        try (TestClient client = server.connect("Origin: https://evil.example", "Cookie: theme=dark")) {
            client.hello(alice.token(), null);
            client.expect("welcome");
        }
    }

    @Test
    void tokenOfTheHelloShouldTakePrecedenceOverTheHeader() {
        Person bob = server.person("bob");
        try (TestClient client = server.connect("Authorization: Bearer " + alice.token())) {
            client.hello(bob.token(), null);
            assertThat(client.expect("welcome").at("/account/username").asText())
                    .isEqualTo("bob");
        }
    }

    @Test
    void helloShouldCloseWhenTheHeaderHasAnInvalidToken() {
        try (TestClient client = server.connect("Authorization: Bearer nonsense")) {
            client.hello(null, null);
            assertThat(client.awaitClose().closeCode()).isEqualTo(4401);
        }
    }

    @Test
    void requestShouldBeRefusedWhenItIsNotAHandshake() {
        assertRefused(426, "GET " + WebSocketAdapter.PATH + " HTTP/1.1", "Host: localhost");
        assertRefused(405, "POST " + WebSocketAdapter.PATH + " HTTP/1.1", "Host: localhost", "Content-Length: 0");
        assertRefused(
                426,
                "GET " + WebSocketAdapter.PATH + " HTTP/1.1",
                "Host: localhost",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 8");
        assertRefused(
                400,
                "GET " + WebSocketAdapter.PATH + " HTTP/1.1",
                "Host: localhost",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13");
    }

    /** As RFC 6455 requires it. */
    @Test
    void refusalOfAnotherVersionShouldNameTheSupportedOne() {
        List<String> request = List.of(
                "GET " + WebSocketAdapter.PATH + " HTTP/1.1",
                "Host: localhost",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 8");
        try (TestClient client = TestClient.request(server.port(), 0, request)) {
            assertThat(client.responseHead)
                    .startsWith("HTTP/1.1 426 ")
                    .containsIgnoringCase("\r\nUpgrade: websocket\r\n")
                    .containsIgnoringCase("\r\nSec-WebSocket-Version: 13\r\n");
        }
    }

    @Test
    void everyResponseShouldHaveARequestId() {
        String path = WebSocketAdapter.PATH + " HTTP/1.1";
        try (TestClient client = server.connect("X-Request-Id: abc-1.2_3")) {
            assertThat(client.responseHead).containsIgnoringCase("\r\nX-Request-Id: abc-1.2_3\r\n");
        }
        try (TestClient client = handshake(WebSocketAdapter.PATH, cookie("stale"), "X-Request-Id: abc")) {
            assertThat(client.responseHead)
                    .startsWith("HTTP/1.1 403 ")
                    .containsIgnoringCase("\r\nX-Request-Id: abc\r\n");
        }
        for (String method : List.of("GET", "HEAD", "OPTIONS", "DELETE")) {
            List<String> request = List.of(method + " " + path, "Host: localhost", "X-Request-Id: <script>");
            try (TestClient client = TestClient.request(server.port(), 0, request)) {
                assertThat(client.responseHead)
                        .containsPattern("(?i)\r\nX-Request-Id: [0-9a-f-]{36}\r\n")
                        .doesNotContain("script");
            }
        }
        List<String> withoutKey = List.of(
                "GET " + path,
                "Host: localhost",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "X-Request-Id: abc");
        try (TestClient client = TestClient.request(server.port(), 0, withoutKey)) {
            assertThat(client.responseHead)
                    .startsWith("HTTP/1.1 400 ")
                    .containsIgnoringCase("\r\nX-Request-Id: abc\r\n");
        }
    }

    private void assertRefused(int status, String... request) {
        try (TestClient client = TestClient.request(server.port(), 0, List.of(request))) {
            assertThat(client.responseHead).startsWith("HTTP/1.1 " + status + " ");
            assertThat(client.body().path("status").asInt()).isEqualTo(status);
        }
    }

    @Test
    void routesOfTheHostShouldStillBeServed() {
        List<String> request = List.of("GET /hello HTTP/1.1", "Host: localhost");
        try (TestClient client = TestClient.request(server.port(), 0, request)) {
            assertThat(client.responseHead).startsWith("HTTP/1.1 200 ");
        }
        try (TestClient client = handshake("/api/v1/wss")) {
            assertThat(client.responseHead).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void handshakeShouldBeServedWithATrailingSlash() {
        try (TestClient client = handshake(WebSocketAdapter.PATH + "/")) {
            assertThat(client.responseHead).startsWith("HTTP/1.1 101 ");
        }
    }

    @Test
    void handshakeShouldBeServedBelowTheContextPathOfTheHost() {
        try (TestServer withContextPath = new TestServer(
                TestServer.settings(0), UnaryOperator.identity(), config -> config.router.contextPath = "/chat")) {
            try (TestClient client = TestClient.handshake(withContextPath.port(), 0, "/chat" + WebSocketAdapter.PATH)) {
                assertThat(client.responseHead).startsWith("HTTP/1.1 101 ");
            }
        }
    }

    /** Documented: a host checks handshakes with an authenticator. */
    @Test
    void handshakeShouldBeServedUnderTheBasePathAndNotPassTheHostsBeforeHandlers() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        WebSocketSettings settings = WebSocketSettings.allowing(Set.of()).withBasePath("/chat");
        try (WebSocketAdapter mounted = new WebSocketAdapter(server.chat, server.chat.workers(), settings)) {
            Javalin host = Javalin.create(config -> {
                config.startup.showJavalinBanner = false;
                config.routes.before(context -> seen.incrementAndGet());
                config.routes.get(WebSocketAdapter.PATH, context -> context.result("the host's"));
                mounted.accept(config);
            });
            host.start("127.0.0.1", 0);
            try (TestClient client = TestClient.handshake(host.port(), 0, "/chat" + WebSocketAdapter.PATH)) {
                URI own = URI.create("http://127.0.0.1:" + host.port() + WebSocketAdapter.PATH);
                HttpRequest request = HttpRequest.newBuilder(own).build();
                assertThat(client.responseHead).startsWith("HTTP/1.1 101 ");
                assertThat(HttpClient.newHttpClient()
                                .send(request, BodyHandlers.ofString())
                                .body())
                        .isEqualTo("the host's");
                assertThat(seen).as("requests other than the handshake").hasValue(1);
            } finally {
                host.stop();
            }
        }
    }

    @Test
    void authenticatorsShouldReceiveTheAddressOfTheClientBehindATrustedProxy() throws Exception {
        BlockingQueue<String> addresses = new LinkedBlockingQueue<>();
        Authenticator recording = request -> {
            addresses.add(request.address());
            return Optional.empty();
        };
        WebSocketSettings trusting = WebSocketSettings.allowing(Set.of())
                .withAuthenticators(recording)
                .withTrustedProxies(List.of(AddressRange.parse("127.0.0.0/8")));
        for (WebSocketSettings settings : List.of(trusting, trusting.withTrustedProxies(List.of()))) {
            try (WebSocketAdapter adapter = new WebSocketAdapter(server.chat, server.chat.workers(), settings);
                    Served served = Served.by(adapter);
                    TestClient client = TestClient.handshake(
                            served.port(), 0, WebSocketAdapter.PATH, "X-Forwarded-For: 203.0.113.9, 198.51.100.7")) {
                assertThat(client.responseHead).startsWith("HTTP/1.1 101 ");
                client.hello(null, null);
                TestClient.Received refused = client.awaitClose();
                assertThat(refused.closeCode()).isEqualTo(4401);
                assertThat(refused.closeReason()).isEqualTo("the request is not signed in");
            }
        }
        assertThat(addresses).containsExactly("198.51.100.7", "198.51.100.7", "127.0.0.1", "127.0.0.1");
    }

    @Test
    void settingsShouldRefuseOriginsThatNoBrowserSends() {
        assertThatThrownBy(() -> WebSocketSettings.allowing(Set.of("https://chat.example.org/")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private TestClient handshake(String path, String... headers) {
        return TestClient.handshake(server.port(), 0, path, headers);
    }

    private static String cookie(String token) {
        return "Cookie: theme=dark; chatrooms_access=" + token;
    }
}
