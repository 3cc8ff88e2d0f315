package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP itself: methods, headers, CORS and malformed requests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProtocolTest {
    private TestServer server;
    private Person alice;

    @BeforeAll
    void start() {
        server = TestServer.start();
        alice = server.person("alice");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void headShouldReturnTheHeadersOfGetWithoutContent() {
        Response get = alice.get("/api/v1/me");
        Response head = server.send(alice.request("/api/v1/me").method("HEAD", BodyPublishers.noBody()));

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
        assertThat(server.send(server.request("/api/v1/me").method("HEAD", BodyPublishers.noBody()))
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/rooms, 'POST, GET, HEAD, OPTIONS'",
        "/api/v1/rooms/, 'POST, GET, HEAD, OPTIONS'",
        "/api/v1/auth/login, 'POST, OPTIONS'",
        "/health/live, 'GET, HEAD, OPTIONS'",
    })
    void optionsShouldListTheMethods(String path, String methods) {
        Response response = server.send(server.request(path).method("OPTIONS", BodyPublishers.noBody()));

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.header("Allow")).isEqualTo(methods);
        assertThat(response.headers().map()).doesNotContainKey("content-type");
    }

    @Test
    void emptyResponseShouldHaveNoContentType() {
        Response response = server.person("leaver").post("/api/v1/auth/logout");

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.headers().map()).doesNotContainKey("content-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "DELETE", "TRACE", "FOO"})
    void otherMethodsShouldBeRefusedWithTheAllowedOnes(String method) throws IOException {
        String answer = server.raw((method + " /api/v1/rooms HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));

        assertThat(answer)
                .startsWith("HTTP/1.1 405 ")
                .contains("Allow: POST, GET, HEAD, OPTIONS\r\n")
                .contains("application/problem+json")
                .contains("\"code\":\"method_not_allowed\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready", "/openapi.yaml"})
    void unknownMethodsShouldBeRefusedOutsideTheApiToo(String path) throws IOException {
        String answer = server.raw(("PROPFIND " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));

        assertThat(answer)
                .startsWith("HTTP/1.1 405 ")
                .contains("Allow: GET, HEAD, OPTIONS\r\n")
                .contains("\"code\":\"method_not_allowed\"");
    }

    @Test
    void pathsShouldBeComparedWithoutNeedlessEncoding() throws IOException {
        Map<String, String> paths = Map.of(
                "/api/v1/%72ooms", "401", "/%61pi/v1/rooms", "401", "/health/%6cive", "200", "/api/v1/%2fooms", "404");
        for (Map.Entry<String, String> path : paths.entrySet()) {
            String answer = server.raw(("GET " + path.getKey() + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));

            assertThat(answer).as(path.getKey()).startsWith("HTTP/1.1 " + path.getValue() + " ");
        }
    }

    @Test
    void unknownMethodShouldReturnNotFoundWhenThePathIsUnknown() throws IOException {
        assertThat(server.raw("FOO /api/v1/nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8)))
                .startsWith("HTTP/1.1 404 ")
                .contains("\"code\":\"not_found\"");
    }

    @Test
    void requestIdShouldBeEchoedWhenItIsValid() {
        assertThat(server.send(server.request("/health/live").header("X-Request-Id", "abc-1.2_3"))
                        .header("X-Request-Id"))
                .isEqualTo("abc-1.2_3");
        for (String bad : List.of("", "a b", "x".repeat(65), "<script>", "é")) {
            assertThat(server.send(server.request("/api/v1/nothing").header("X-Request-Id", bad))
                            .header("X-Request-Id"))
                    .matches("[0-9a-f-]{36}");
        }
    }

    @Test
    void responsesShouldNotRevealTheServerOrOpenSessions() {
        for (String path : List.of("/api/v1/me", "/api/v1/rooms", "/nothing", "/health/ready")) {
            Response response = server.get(path);

            assertThat(response.headers().map()).doesNotContainKeys("server", "x-powered-by", "set-cookie");
            assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(response.header("Cache-Control")).isEqualTo("no-store");
        }
    }

    @Test
    void webSocketHandshakeShouldBeAPlainRequestOnOtherPaths() throws IOException {
        for (String path : List.of("/api/v1/me", "/api/v1/nothing", "/nothing")) {
            String answer = server.raw(("GET " + path + " HTTP/1.1\r\nHost: x\r\nSec-WebSocket-Version: 13\r\n"
                            + "Connection: close\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));

            assertThat(answer)
                    .matches("(?s)HTTP/1.1 40[14] .*")
                    .contains("application/problem+json")
                    .doesNotContainIgnoringCase("JSESSIONID", "<html");
        }
    }

    @Test
    void preflightShouldAllowConfiguredOrigins() {
        Response response = server.send(server.request("/api/v1/rooms")
                .header("Origin", TestServer.ORIGIN)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization, content-type")
                .method("OPTIONS", BodyPublishers.noBody()));

        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo(TestServer.ORIGIN);
        assertThat(response.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(response.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(response.header("Access-Control-Allow-Headers")).contains("Authorization", "Content-Type");
        assertThat(response.header("Vary")).contains("Origin");
    }

    @Test
    void pagesOfAllowedOriginsShouldSendAndReadAllHeadersOfTheApi() {
        Response preflight = server.send(server.request("/api/v1/config")
                .header("Origin", TestServer.ORIGIN)
                .header("Access-Control-Request-Method", "GET")
                .method("OPTIONS", BodyPublishers.noBody()));
        Response get = server.send(server.request("/api/v1/config").header("Origin", TestServer.ORIGIN));

        assertThat(preflight.header("Access-Control-Allow-Headers").split(", "))
                .contains("If-None-Match", "If-Range", "Last-Event-ID", "Range", "X-Request-Id");
        assertThat(get.header("Access-Control-Expose-Headers").split(", "))
                .contains(
                        "Accept-Ranges",
                        "Content-Disposition",
                        "Content-Range",
                        "ETag",
                        "Retry-After",
                        "WWW-Authenticate",
                        "X-Request-Id");
    }

    @Test
    void otherOriginsShouldGetNoCorsHeaders() {
        for (String origin : List.of("https://evil.example.org", "null", "http://chat.example.org", "*")) {
            Response preflight = server.send(server.request("/api/v1/rooms")
                    .header("Origin", origin)
                    .header("Access-Control-Request-Method", "POST")
                    .method("OPTIONS", BodyPublishers.noBody()));
            Response get = server.send(alice.request("/api/v1/me").header("Origin", origin));

            assertThat(preflight.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
            assertThat(get.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        }
    }

    @Test
    void errorsShouldHaveCorsHeadersForAllowedOrigins() {
        Response response = server.send(server.request("/api/v1/me").header("Origin", TestServer.ORIGIN));

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo(TestServer.ORIGIN);
    }

    @Test
    void tooLargeBodyShouldBeDrainedSoThatTheClientSeesTheResponse() throws IOException {
        int size = 2 * 1024 * 1024;
        String head =
                "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                        + size + "\r\n\r\n";
        String next = "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

        String answers = server.raw(
                head.getBytes(StandardCharsets.UTF_8), new byte[size], next.getBytes(StandardCharsets.UTF_8));

        assertThat(answers).startsWith("HTTP/1.1 413 ").contains("payload_too_large", "HTTP/1.1 200 ");
    }

    @Test
    void chunkedBodyShouldBeAccepted() throws IOException {
        assertThat(server.raw(("POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                                + "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8)))
                .startsWith("HTTP/1.1 422 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"})
    void headerShouldNotOverrideTheMethod(String header) {
        String room = alice.publicRoom("Kept " + header);

        assertThat(server.send(alice.request(room).header(header, "DELETE")).status())
                .isEqualTo(200);
        assertThat(server.send(alice.request(room)
                                .header(header, "DELETE")
                                .header("Content-Type", "application/json")
                                .method("PATCH", BodyPublishers.ofString("{\"topic\":\"green\"}")))
                        .status())
                .isEqualTo(200);
        assertThat(server.send(server.request("/health/live").header(header, "POST"))
                        .status())
                .isEqualTo(200);
        assertThat(alice.get(room).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json;charset=utf8",
                "Application/JSON; Charset=\"UTF8\"",
                "application/json; charset=utf-8;",
                "application/json ;",
                "application/json; ; charset=UTF-8 ; ",
                "application/json; profile=\"a; b\"; odata=verbose",
            })
    void jsonInUtf8ShouldBeAcceptedHoweverItsTypeIsSpelled(String type) {
        Response response = server.send(server.request("/api/v1/auth/login")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("{}")));

        assertThat(response.status()).isEqualTo(422);
    }

    @Test
    void byteOrderMarkBeforeTheBodyShouldBeIgnored() {
        String settings = "{\"theme\":\"dark\"}";

        assertThat(alice.post("/api/v1/rooms", "\ufeff{\"kind\":\"public\",\"name\":\"Marked\"}")
                        .status())
                .isEqualTo(201);
        assertThat(server.send(alice.request("/api/v1/me/settings")
                                .header("Content-Type", "application/json")
                                .PUT(BodyPublishers.ofString("\ufeff" + settings)))
                        .status())
                .isEqualTo(200);
        assertThat(alice.get("/api/v1/me/settings").body()).isEqualTo(settings);
        assertThat(alice.post("/api/v1/rooms", "\ufeff\ufeff{}").status()).isEqualTo(400);
        assertThat(alice.post("/api/v1/rooms", "\ufeff").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/rooms, application/json",
        "PUT, /api/v1/me/settings, application/json",
        "PUT, /api/v1/me/avatar, image/png",
        "POST, /api/v1/auth/login, application/json",
    })
    void compressedBodyShouldBeRefused(String method, String path, String type) {
        for (String encoding : List.of("gzip", "br", "identity, deflate")) {
            Response response = server.send(alice.request(path)
                    .header("Content-Type", type)
                    .header("Content-Encoding", encoding)
                    .method(method, BodyPublishers.ofString("{}")));

            assertThat(response.status()).isEqualTo(415);
            assertThat(response.code()).isEqualTo("unsupported_media_type");
        }
        assertThat(server.send(alice.request("/api/v1/me/settings")
                                .header("Content-Type", "application/json")
                                .header("Content-Encoding", "identity")
                                .PUT(BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void longestMessageShouldBeAcceptedWhenEveryCharacterIsEscaped() {
        String room = alice.publicRoom("Emoji");

        Response response = alice.post(room + "/messages", "{\"text\":\"" + "\\ud83d\\ude00".repeat(8000) + "\"}");

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.at("/text")).isEqualTo("\ud83d\ude00".repeat(8000));
    }

    @ParameterizedTest
    @CsvSource({"POST /api/v1/nothing, 404", "POST /api/v1/me, 405", "FOO /api/v1/rooms, 405"})
    void bodyOfARefusedRequestShouldBeDrained(String call, int status) throws IOException {
        int size = 2 * 1024 * 1024;
        String head =
                call + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: " + size + "\r\n\r\n";
        String next = "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

        assertThat(server.raw(
                        head.getBytes(StandardCharsets.UTF_8), new byte[size], next.getBytes(StandardCharsets.UTF_8)))
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("HTTP/1.1 200 ");
    }

    @Test
    void optionsOfTheWholeServerShouldListTheMethods() throws IOException {
        assertThat(server.raw(
                        "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.UTF_8)))
                .startsWith("HTTP/1.1 204 ")
                .contains("\r\nAllow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\n");
    }

    @Test
    void timeInAQueryShouldBeAcceptedInLowerCase() {
        assertThat(alice.get("/api/v1/messages?from=2026-11-20t10:00:00z&to=2026-11-20t11:00:00.5z")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/%00 HTTP/1.1\r\nHost: x\r\n",
                "GET /api/v1/%FF HTTP/1.1\r\nHost: x\r\nConnection: close\r\n",
                "GET /api/v1/%zz HTTP/1.1\r\nHost: x\r\n",
                "GET /api/v1/me HTTP/1.1\r\n",
                "GET /api/v1/me HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n",
                "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
                "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n",
                "GET /api/v1/me HTTP/1.1\r\nHost: secret\r\nHost: secret\r\n",
                "GET /api/v1/me HTTP/1.1\r\nHost: sec:ret\r\n",
                "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n",
                "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: secret\r\n",
                "GET /api/v1/me HTTP/1.1\r\nHost: x\r\n folded: secret\r\n",
                "GET /api/v1/me HTTP/1.1\r\nHost: x\r\nno colon\r\n",
                "GET http://[secret/ HTTP/1.1\r\nHost: x\r\n",
                "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n",
                "NONSENSE\r\n",
                "POST /api/v1/invites/%00/accept HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n",
            })
    void malformedRequestShouldReturnAProblem(String request) throws IOException {
        assertThat(server.raw((request + "\r\n").getBytes(StandardCharsets.UTF_8)))
                .startsWith("HTTP/1.1 400 ")
                .as("the connection is closed")
                .contains("application/problem+json", "\"code\":\"bad_request\"", "\r\nConnection: close\r\n")
                .doesNotContain("<html", "jetty");
        assertThat(alice.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void anotherVersionOfHttpShouldReturnAProblemOfItsOwn() throws IOException {
        assertThat(server.raw("GET /api/v1/me HTTP/7.9\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8)))
                .startsWith("HTTP/1.1 505 ")
                .contains(
                        "\"type\":\"/docs/errors#http_version_not_supported\"",
                        "\"title\":\"HTTP version not supported\"",
                        "\"code\":\"http_version_not_supported\"");
    }

    @Test
    void refusalsOfTheServerShouldSayWhatIsWrong() throws IOException {
        String host = " HTTP/1.1\r\nHost: x\r\n";
        assertThat(server.raw(("GET /" + "x".repeat(20_000) + host + "\r\n").getBytes(StandardCharsets.UTF_8)))
                .startsWith("HTTP/1.1 414 ")
                .contains("\"detail\":\"the URI is too long\"");
        assertThat(server.raw(("POST /api/v1/auth/login" + host + "Expect: a miracle\r\nContent-Length: 1\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8)))
                .startsWith("HTTP/1.1 417 ")
                .contains("\"detail\":\"only the expectation 100-continue is supported\"");
    }

    @Test
    void tooLargeHeadersShouldReturnAProblem() throws IOException {
        String answer = server.raw(("GET /api/v1/me HTTP/1.1\r\nHost: x\r\nX-Big: " + "x".repeat(20_000) + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));

        assertThat(answer)
                .startsWith("HTTP/1.1 431 ")
                .contains("\"code\":\"bad_request\"", "\"detail\":\"the header is too large or has too many fields\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/v1/../v1/me", "/api/v1/./me", "//api/v1/me", "/api//v1/me", "/api/v1/me;a=b", "/API/V1/me"
            })
    void alternativePathSpellingsShouldReturnAProblem(String path) throws IOException {
        String answer = server.raw(
                ("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.UTF_8));

        assertThat(answer).matches("(?s)HTTP/1.1 40[014] .*").contains("application/problem+json");
    }
}
