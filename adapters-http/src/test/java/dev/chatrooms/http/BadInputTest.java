package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Invalid input: each kind has a documented problem, and none is logged as a failure of the server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final String NO_ROOM = "/api/v1/rooms/0192d4e0-7b1a-7c3d-8e4f-000000000000";

    private TestServer server;
    private Person alice;
    private String room;
    private LogLines log;

    /** An invalid request and the expected status, code and field errors. */
    private record Case(String input, String call, byte[] body, String problem) {
        @Override
        public String toString() {
            return input + " -> " + problem;
        }
    }

    @BeforeAll
    void start() {
        server = TestServer.start();
        alice = server.person("alice");
        room = alice.publicRoom("Tea");
        log = LogLines.capture();
    }

    @AfterAll
    void stop() {
        log.close();
        server.close();
    }

    private static Case json(String input, String call, String body, String problem) {
        return new Case(input, call, body.getBytes(StandardCharsets.UTF_8), problem);
    }

    private static Case query(String call, String problem) {
        return new Case(call, "GET " + call, new byte[0], problem);
    }

    private static byte[] textField(int... bytes) {
        byte[] head = "{\"text\":\"".getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[head.length + bytes.length + 2];
        System.arraycopy(head, 0, body, 0, head.length);
        for (int i = 0; i < bytes.length; i++) {
            body[head.length + i] = (byte) bytes[i];
        }
        body[body.length - 2] = '"';
        body[body.length - 1] = '}';
        return body;
    }

    static Stream<Case> bodies() {
        String send = "POST ROOM/messages";
        String create = "POST /api/v1/rooms";
        return Stream.of(
                json("an empty body", send, "", "400 bad_request"),
                json("white space", send, "  \n", "400 bad_request"),
                json("an array", send, "[]", "400 bad_request"),
                json("null", send, "null", "400 bad_request"),
                json("a string", send, "\"text\"", "400 bad_request"),
                json("not JSON", send, "text=hi", "400 bad_request"),
                json("a truncated object", send, "{\"text\":\"hi\"", "400 bad_request"),
                json("a truncated string", send, "{\"text\":\"hi", "400 bad_request"),
                json("two objects", send, "{\"text\":\"a\"}{\"text\":\"b\"}", "400 bad_request"),
                json("text after the object", send, "{\"text\":\"a\"} x", "400 bad_request"),
                json("a comment", send, "{\"text\":\"a\" /* b */}", "400 bad_request"),
                json("a trailing comma", send, "{\"text\":\"a\",}", "400 bad_request"),
                json("single quotes", send, "{'text':'a'}", "400 bad_request"),
                json("a duplicate field", send, "{\"text\":\"a\",\"text\":\"a\"}", "400 bad_request"),
                json(
                        "a duplicate field, once escaped",
                        send,
                        "{\"text\":\"a\",\"\\u0074ext\":\"a\"}",
                        "400 bad_request"),
                json("an unknown field", send, "{\"text\":\"a\",\"colour\":\"red\"}", "400 bad_request colour unknown"),
                json(
                        "metadata, which only bots set",
                        send,
                        "{\"text\":\"a\",\"metadata\":{}}",
                        "422 invalid metadata not_a_bot"),
                json(
                        "metadata that is no object",
                        send,
                        "{\"text\":\"a\",\"metadata\":[]}",
                        "400 bad_request metadata wrong_type"),
                json(
                        "metadata that is too long",
                        send,
                        "{\"text\":\"a\",\"metadata\":{\"a\":\"" + "x".repeat(4096) + "\"}}",
                        "422 invalid metadata too_long"),
                json(
                        "metadata with a duplicate name",
                        send,
                        "{\"text\":\"a\",\"metadata\":{\"a\":1,\"a\":2}}",
                        "400 bad_request"),
                json(
                        "an unknown field with invalid characters",
                        send,
                        "{\"text\":\"a\",\"\\u0000\\ud800\":1}",
                        "400 bad_request"),
                json("a number instead of text", send, "{\"text\":1}", "400 bad_request text wrong_type"),
                json("a boolean instead of text", send, "{\"text\":true}", "400 bad_request text wrong_type"),
                json("an object instead of text", send, "{\"text\":{\"a\":1}}", "400 bad_request text wrong_type"),
                json("an array instead of text", send, "{\"text\":[\"a\"]}", "400 bad_request text wrong_type"),
                json(
                        "a number instead of a client id",
                        send,
                        "{\"text\":\"a\",\"clientId\":7}",
                        "400 bad_request clientId wrong_type"),
                json("deep nesting", send, "{\"text\":" + "[".repeat(5000) + "]".repeat(5000) + "}", "400 bad_request"),
                json("a long number", send, "{\"text\":" + "9".repeat(60_000) + "}", "400 bad_request"),
                json("an invalid escape", send, "{\"text\":\"\\x\"}", "400 bad_request"),
                json("a raw line break in a text", send, "{\"text\":\"a\nb\"}", "400 bad_request"),
                json("two byte order marks", send, "\ufeff\ufeff{\"text\":\"a\"}", "400 bad_request"),
                new Case("a raw NUL", send, textField(0), "400 bad_request"),
                new Case("truncated UTF-8", send, textField(0xC3), "400 bad_request"),
                new Case("an invalid UTF-8 continuation", send, textField(0xC3, 0x28), "400 bad_request"),
                new Case("an overlong NUL", send, textField(0xC0, 0x80), "400 bad_request"),
                new Case("a surrogate in UTF-8", send, textField(0xED, 0xA0, 0x80), "400 bad_request"),
                new Case("a code point beyond Unicode", send, textField(0xF4, 0x90, 0x80, 0x80), "400 bad_request"),
                new Case("UTF-16", send, "{\"text\":\"a\"}".getBytes(StandardCharsets.UTF_16LE), "400 bad_request"),
                json("an empty text", send, "{\"text\":\"\"}", "422 invalid text empty"),
                json("an invisible text", send, "{\"text\":\"\\u200b\\u2003\\t\"}", "422 invalid text empty"),
                json("an escaped NUL", send, "{\"text\":\"a\\u0000b\"}", "422 invalid text illegal_character"),
                json("a lone surrogate", send, "{\"text\":\"\\ud83d\"}", "422 invalid text illegal_character"),
                json(
                        "a reversed surrogate pair",
                        send,
                        "{\"text\":\"\\ude42\\ud83d\"}",
                        "422 invalid text illegal_character"),
                json(
                        "a text that is too long",
                        send,
                        "{\"text\":\"" + "é".repeat(8001) + "\"}",
                        "422 invalid text too_long"),
                json("no text", send, "{\"text\":null}", "422 invalid text missing"),
                json(
                        "a client id that is too long",
                        send,
                        "{\"text\":\"a\",\"clientId\":\"" + "x".repeat(65) + "\"}",
                        "422 invalid clientId too_long"),
                json(
                        "a client id with a NUL",
                        send,
                        "{\"text\":\"a\",\"clientId\":\"\\u0000\"}",
                        "422 invalid clientId illegal_character"),
                json(
                        "a kind in the wrong case",
                        create,
                        "{\"kind\":\"Public\",\"name\":\"x\"}",
                        "422 invalid kind unknown"),
                json("a direct room with oneself", create, "{\"kind\":\"direct\",\"members\":[\"alice\"]}", "422 self"),
                json(
                        "a kind that is a number",
                        create,
                        "{\"kind\":0,\"name\":\"x\"}",
                        "400 bad_request kind wrong_type"),
                json(
                        "members that are not a list",
                        create,
                        "{\"kind\":\"private\",\"name\":\"x\",\"members\":\"bob\"}",
                        "400 bad_request members wrong_type"),
                json(
                        "a member that is not text",
                        create,
                        "{\"kind\":\"private\",\"name\":\"x\",\"members\":[null]}",
                        "400 bad_request members wrong_type"),
                json(
                        "a name with a bidirectional override",
                        create,
                        "{\"kind\":\"private\",\"name\":\"\\u202egnp\"}",
                        "422 invalid name illegal_character"),
                json(
                        "a topic that is too long",
                        create,
                        "{\"kind\":\"private\",\"name\":\"x\",\"topic\":\"" + "y".repeat(251) + "\"}",
                        "422 invalid topic too_long"),
                json(
                        "a boolean in quotes",
                        "POST /api/v1/auth/login",
                        "{\"username\":\"a\",\"password\":\"b\",\"cookies\":\"true\"}",
                        "400 bad_request cookies wrong_type"),
                json(
                        "a login with lone surrogates",
                        "POST /api/v1/auth/login",
                        "{\"username\":\"\\ud800\",\"password\":\"\\udc00\"}",
                        "401 bad_credentials"),
                json(
                        "a login with NUL",
                        "POST /api/v1/auth/login",
                        "{\"username\":\"\\u0000\",\"password\":\"\\u0000\"}",
                        "401 bad_credentials"),
                json(
                        "a login without a password",
                        "POST /api/v1/auth/login",
                        "{\"username\":\"alice\"}",
                        "422 invalid password missing"),
                json(
                        "a huge username",
                        "POST /api/v1/auth/login",
                        "{\"username\":\"" + "x".repeat(60_000) + "\",\"password\":\"b\"}",
                        "401 bad_credentials"),
                json(
                        "a reserved username",
                        "POST /api/v1/auth/register",
                        "{\"username\":\"ROOM\",\"password\":\"correct horse\"}",
                        "422 invalid username reserved"),
                json(
                        "a username with a lookalike character",
                        "POST /api/v1/auth/register",
                        "{\"username\":\"\u212aen\",\"password\":\"correct horse\"}",
                        "422 invalid username illegal_character"),
                json(
                        "a body for a call that takes none",
                        "POST ROOM/join",
                        "{\"as\":\"owner\"}",
                        "400 bad_request as unknown"),
                json(
                        "a malformed id",
                        "POST /api/v1/rooms/1/messages",
                        "{\"text\":\"a\"}",
                        "400 bad_request room malformed"),
                json("an unknown room", "POST " + NO_ROOM + "/messages", "{\"text\":\"a\"}", "404 not_found"),
                json(
                        "a body that is too large",
                        send,
                        "{\"text\":\"" + "x".repeat(128 * 1024) + "\"}",
                        "413 payload_too_large"));
    }

    static Stream<Case> queries() {
        return Stream.of(
                query("/api/v1/rooms?limit=0", "400 bad_request limit out_of_range"),
                query("/api/v1/rooms?limit=201", "400 bad_request limit out_of_range"),
                query("/api/v1/rooms?limit=-1", "400 bad_request limit out_of_range"),
                query("/api/v1/rooms?limit=ten", "400 bad_request limit malformed"),
                query("/api/v1/rooms?limit=1.0", "400 bad_request limit malformed"),
                query("/api/v1/rooms?limit=", "400 bad_request limit malformed"),
                query("/api/v1/rooms?limit=%D9%A1", "400 bad_request limit malformed"),
                query("/api/v1/rooms?limit=99999999999999999999", "400 bad_request limit out_of_range"),
                query("/api/v1/rooms?limit=1&limit=2", "400 bad_request"),
                query("/api/v1/rooms?cursor=nonsense", "400 bad_request cursor malformed"),
                query("/api/v1/rooms?cursor=", "400 bad_request cursor malformed"),
                query("/api/v1/rooms?cursor=AAAA", "400 bad_request cursor malformed"),
                query("/api/v1/rooms?scope=private", "400 bad_request scope malformed"),
                query("/api/v1/rooms?scope=public&cursor=%F0%9F%99%82", "400 bad_request cursor malformed"),
                query("/api/v1/rooms?scope=public&search=a%00b", "422 invalid search illegal_character"),
                query("/api/v1/rooms?scope=public&search=%C3", "400 bad_request"),
                query("/api/v1/rooms?scope=public&search=%ED%A0%80", "400 bad_request"),
                query("/api/v1/rooms/1", "400 bad_request room malformed"),
                query("/api/v1/rooms/1-1-1-1-1", "400 bad_request room malformed"),
                query("/api/v1/rooms/a%2Fb", "400 bad_request room malformed"),
                query("/api/v1/rooms/%F0%9F%99%82", "400 bad_request room malformed"),
                query(NO_ROOM, "404 not_found"),
                query(NO_ROOM + "/members", "404 not_found"),
                query("/api/v1/messages/x", "400 bad_request message malformed"),
                query("ROOM/messages?before=-1", "400 bad_request before out_of_range"),
                query("ROOM/messages?before=9223372036854775808", "400 bad_request before out_of_range"),
                query("ROOM/messages?after=-9223372036854775809", "400 bad_request after out_of_range"),
                query("ROOM/messages?before=1e3", "400 bad_request before malformed"),
                query("ROOM/messages?before=1&after=1", "400 bad_request"),
                query("/api/v1/events?wait=61", "400 bad_request wait out_of_range"),
                query("/api/v1/events?room=tea", "400 bad_request room malformed"),
                query("/api/v1/nothing", "404 not_found"),
                query("/api/v1", "404 not_found"),
                query("/nothing", "404 not_found"));
    }

    @ParameterizedTest
    @MethodSource({"bodies", "queries"})
    void invalidRequestShouldReturnTheDocumentedProblem(Case bad) {
        String[] call = bad.call().split(" ", 2);
        String path = call[1].replace("ROOM", room);

        Response response = server.send(alice.request(path)
                .header("Content-Type", "application/json")
                .method(call[0], BodyPublishers.ofByteArray(bad.body())));

        List<String> problem = new ArrayList<>(List.of(response.status() + " " + response.code()));
        problem.addAll(response.errors());
        assertThat(String.join(" ", problem)).isEqualTo(bad.problem());
        assertThat(alice.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(log.warnings()).isEmpty();
    }

    static Stream<String> tokens() {
        return Stream.of(
                "Bearer",
                "Bearer ",
                "Bearer nonsense",
                "Bearer a.b.c",
                "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.",
                "Bearer " + "x".repeat(5000),
                "Bearer two words",
                "Bearer \u00e9",
                "Basic YWxpY2U6Y29ycmVjdCBob3JzZQ==",
                "alice",
                "");
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void invalidTokenShouldNotAuthenticate(String authorization) {
        for (String path : List.of("/api/v1/me", "/api/v1/rooms/1", "/api/v1/events")) {
            Response response = server.send(server.request(path).header("Authorization", authorization));

            assertThat(response.status()).isEqualTo(401);
            assertThat(response.code()).isEqualTo("unauthenticated");
        }
        assertThat(log.warnings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("mediaTypes")
    void otherMediaTypesShouldBeRefused(String type) {
        Response response = server.send(alice.request(room + "/messages")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("{\"text\":\"a\"}")));

        assertThat(response.code()).isEqualTo("unsupported_media_type");
    }

    static Stream<String> mediaTypes() {
        return Stream.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data",
                "application/json; charset=utf-16",
                "application/json; foo=bar; charset=utf-16",
                "application/json; charset",
                "application/jsonp",
                "nonsense");
    }
}
