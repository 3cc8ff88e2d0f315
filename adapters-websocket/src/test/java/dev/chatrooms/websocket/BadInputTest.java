package dev.chatrooms.websocket;

import static dev.chatrooms.websocket.TestClient.BINARY;
import static dev.chatrooms.websocket.TestClient.CLOSE;
import static dev.chatrooms.websocket.TestClient.PING;
import static dev.chatrooms.websocket.TestClient.TEXT;
import static dev.chatrooms.websocket.TestClient.frame;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.websocket.TestServer.Person;
import java.io.ByteArrayOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Invalid input: each kind has a documented reply or close code, and other connections are not affected. */
class BadInputTest {
    private static final int CONTINUATION = 0;
    private static final String ROOM = "00000000-0000-7000-8000-000000000000";
    private static TestServer server;
    private static Person alice;
    private static TestClient bystander;

    @BeforeAll
    static void start() {
        server = new TestServer();
        alice = server.person("alice");
        bystander = server.join(server.person("bob"));
    }

    @AfterAll
    static void stop() {
        bystander.close();
        server.close();
    }

    static Stream<Arguments> inputsThatClose() {
        // Tomcat does not report the announced length. The timeouts close such a connection.
        return TestTomcat.CHOSEN ? inputs() : Stream.concat(inputs(), Stream.of(HUGE_LENGTH));
    }

    private static final Arguments HUGE_LENGTH = closes(1009, "a frame that announces a huge length", new byte[] {
        (byte) 0x81, (byte) 0xff, 0x7f, -1, -1, -1, -1, -1, -1, -1, 1, 2, 3, 4
    });

    private static Stream<Arguments> inputs() {
        return Stream.of(
                closes(4400, "an empty object", text("{}")),
                closes(4400, "not JSON", text("hello")),
                closes(4400, "an array", text("[]")),
                closes(4400, "a truncated object", text("{\"op\":\"hello\"")),
                closes(4400, "an empty message", text("")),
                closes(4400, "white space", text(" \n \n")),
                closes(4400, "another operation first", text("{\"op\":\"ping\"}")),
                closes(4400, "an unknown operation first", text("{\"op\":\"fly\"}")),
                closes(4400, "an operation that is not a string", text("{\"op\":1}")),
                closes(4400, "an unknown field", text("{\"op\":\"hello\",\"tokn\":\"x\"}")),
                closes(4400, "a duplicate field", text("{\"op\":\"hello\",\"op\":\"hello\"}")),
                closes(4400, "a token that is not a string", text("{\"op\":\"hello\",\"token\":7}")),
                closes(4400, "a cursor that is not a string", text("{\"op\":\"hello\",\"cursor\":[1]}")),
                closes(4400, "two objects on one line", text("{\"op\":\"hello\"}{\"op\":\"ping\"}")),
                closes(4400, "deep nesting", text("[".repeat(30_000))),
                closes(4400, "deep nesting in a field", text("{\"op\":" + "[".repeat(5000) + "]".repeat(5000) + "}")),
                closes(4401, "no token", text("{\"op\":\"hello\"}")),
                closes(4401, "an empty token", text("{\"op\":\"hello\",\"token\":\"\"}")),
                closes(4401, "a token of another issuer", text("{\"op\":\"hello\",\"token\":\"x.y.z\"}")),
                closes(4401, "a huge token", text("{\"op\":\"hello\",\"token\":\"" + "x".repeat(65_000) + "\"}")),
                closes(4401, "a token with a lone surrogate", text("{\"op\":\"hello\",\"token\":\"\\ud800\"}")),
                closes(1003, "a binary frame", frame(BINARY, true, new byte[] {1, 2})),
                closes(1003, "an empty binary frame", frame(BINARY, true, new byte[0])),
                closes(1003, "a fragmented binary frame", frame(BINARY, false, new byte[] {1, 2})),
                closes(1007, "invalid UTF-8", frame(TEXT, true, new byte[] {(byte) 0xc3, 0x28})),
                closes(1007, "an overlong NUL", frame(TEXT, true, new byte[] {(byte) 0xc0, (byte) 0x80})),
                closes(1007, "a surrogate in UTF-8", frame(TEXT, true, new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80
                })),
                closes(1007, "a truncated character at the end", frame(TEXT, true, new byte[] {
                    '"', (byte) 0xe2, (byte) 0x82
                })),
                closes(1009, "a frame of 128 KiB and one byte", text("x".repeat(131_073))),
                closes(1009, "a line of 1 MiB", text("x".repeat(1 << 20))),
                closes(
                        1009,
                        "fragments of more than 128 KiB",
                        bytes(frame(TEXT, false, new byte[70_000]), frame(CONTINUATION, true, new byte[70_000]))),
                closes(1002, "a continuation without a start", frame(CONTINUATION, true, "x".getBytes(UTF_8))),
                closes(
                        1002,
                        "a new message inside another",
                        bytes(frame(TEXT, false, "{".getBytes(UTF_8)), frame(TEXT, true, "}".getBytes(UTF_8)))),
                closes(1002, "an unknown opcode", frame(5, true, new byte[0])),
                closes(1002, "a reserved bit", frame(0x80 | 0x40 | TEXT, "{}".getBytes(UTF_8))),
                closes(1002, "an unmasked frame", new byte[] {(byte) 0x81, 2, '{', '}'}),
                closes(1002, "a fragmented ping", frame(PING, false, new byte[0])),
                closes(1002, "a long ping", frame(PING, true, new byte[126])),
                closes(1002, "a close frame of one byte", frame(CLOSE, true, new byte[] {3})),
                closes(1002, "a close code that must not be sent", frame(CLOSE, true, new byte[] {3, (byte) 0xed})));
    }

    @ParameterizedTest(name = "{0} before hello closes with {1}")
    @MethodSource("inputsThatClose")
    void invalidInputShouldCloseWhenSentBeforeHello(String input, int code, byte[] bytes) {
        try (TestClient client = server.connect()) {
            client.write(bytes);
            assertThat(client.awaitClose().closeCode()).isEqualTo(code);
            assertThat(client.isClosedAfterCloseFrame()).isTrue();
        }
        assertOtherConnectionsWork();
    }

    static Stream<Arguments> inputsThatCloseAfterHello() {
        return inputsThatClose().filter(row -> (int) row.get()[1] < 4000);
    }

    @ParameterizedTest(name = "{0} after hello closes with {1}")
    @MethodSource("inputsThatCloseAfterHello")
    void invalidFrameShouldCloseWhenSentAfterHello(String input, int code, byte[] bytes) {
        try (TestClient client = server.join(alice)) {
            client.write(bytes);
            assertThat(client.awaitClose().closeCode()).isEqualTo(code);
            assertThat(client.isClosedAfterCloseFrame()).isTrue();
        }
        assertOtherConnectionsWork();
    }

    static Stream<Arguments> inputsThatAreAnswered() {
        return Stream.of(
                answers("bad_request", null, "not JSON", "hello"),
                answers("bad_request", null, "an empty message", ""),
                answers("bad_request", null, "a number", "1"),
                answers("bad_request", null, "null", "null"),
                answers("bad_request", null, "an array", "[]"),
                answers("bad_request", null, "a truncated object", "{\"op\":\"ping\""),
                answers("bad_request", null, "no operation", "{}"),
                answers("bad_request", null, "an operation that is null", "{\"op\":null}"),
                answers("bad_request", null, "a duplicate field", "{\"op\":\"ping\",\"op\":\"ping\"}"),
                answers("bad_request", null, "a comment", "{\"op\":\"ping\"} // now"),
                answers("bad_request", null, "single quotes", "{'op':'ping'}"),
                answers("bad_request", null, "a NUL", "{\"op\":\"ping\u0000\"}"),
                answers("bad_request", null, "a byte order mark", "\ufeff{\"op\":\"ping\"}"),
                answers("bad_request", null, "deep nesting", "{\"op\":" + "[".repeat(20_000)),
                answers("bad_request", null, "a long number", "{\"op\":\"ping\",\"ref\":" + "9".repeat(60_000) + "}"),
                answers(
                        "bad_request",
                        null,
                        "a ref of 65 characters",
                        "{\"op\":\"ping\",\"ref\":\"" + "r".repeat(65) + "\"}"),
                answers("bad_request", null, "a ref that is a number", "{\"op\":\"ping\",\"ref\":1}"),
                answers("bad_request", "r", "an unknown operation", "{\"op\":\"fly\",\"ref\":\"r\"}"),
                answers("bad_request", "r", "an operation in capitals", "{\"op\":\"PING\",\"ref\":\"r\"}"),
                answers("bad_request", "r", "a second hello", "{\"op\":\"hello\",\"ref\":\"r\"}"),
                answers("bad_request", "r", "an unknown field", "{\"op\":\"ping\",\"ref\":\"r\",\"x\":1}"),
                answers("bad_request", null, "a send without a ref", "{\"op\":\"send\",\"roomId\":\"" + ROOM + "\"}"),
                answers("bad_request", "r", "a send without a room", "{\"op\":\"send\",\"ref\":\"r\",\"text\":\"x\"}"),
                answers("bad_request", "r", "a malformed room id", send("\"roomId\":\"1-1-1-1-1\"")),
                answers("bad_request", "r", "a text that is a number", send("\"roomId\":\"" + ROOM + "\",\"text\":1")),
                answers(
                        "bad_request",
                        "r",
                        "a client id that is true",
                        send("\"roomId\":\"" + ROOM + "\",\"clientId\":true")),
                answers("invalid", "r", "a send without a text", send("\"roomId\":\"" + ROOM + "\"")),
                answers("invalid", "r", "a text of spaces", send("\"roomId\":\"" + ROOM + "\",\"text\":\"  \"")),
                answers("invalid", "r", "a text with a NUL", send("\"roomId\":\"" + ROOM + "\",\"text\":\"\\u0000\"")),
                answers("invalid", "r", "a lone surrogate", send("\"roomId\":\"" + ROOM + "\",\"text\":\"\\ud83d\"")),
                answers(
                        "invalid",
                        "r",
                        "a text that is too long",
                        send("\"roomId\":\"" + ROOM + "\",\"text\":\"" + "x".repeat(8001) + "\"")),
                answers(
                        "invalid",
                        "r",
                        "a client id that is too long",
                        send("\"roomId\":\"" + ROOM + "\",\"text\":\"x\",\"clientId\":\"" + "c".repeat(65) + "\"")),
                answers("not_found", "r", "an unknown room", send("\"roomId\":\"" + ROOM + "\",\"text\":\"x\"")));
    }

    @ParameterizedTest(name = "{0} after hello is answered with {1}")
    @MethodSource("inputsThatAreAnswered")
    void invalidObjectShouldBeAnsweredWhenSentAfterHello(String input, String code, String ref, String json) {
        try (TestClient client = server.join(alice)) {
            client.text(json);
            JsonNode error = client.expect("error");
            assertThat(error.path("code").asText()).isEqualTo(code);
            assertThat(error.path("ref").asText(null)).isEqualTo(ref);
            assertThat(error.path("detail").asText()).isNotEmpty();
            // The connection stays open.
            client.roundTrip();
        }
        assertOtherConnectionsWork();
    }

    @Test
    void connectionShouldCloseAfterTwentyInvalidObjects() {
        try (TestClient client = server.join(alice)) {
            client.text("{}\n".repeat(20));
            for (int i = 0; i < 20; i++) {
                client.expect("error");
            }
            client.roundTrip();
            client.text("{}");
            assertThat(client.awaitClose().closeCode()).isEqualTo(4400);
        }
        assertOtherConnectionsWork();
    }

    @Test
    void refusedRequestsShouldNotCountAsInvalidObjects() {
        try (TestClient client = server.join(alice)) {
            client.text((send("\"roomId\":\"" + ROOM + "\",\"text\":\"x\"") + "\n").repeat(50));
            for (int i = 0; i < 50; i++) {
                assertThat(client.expect("error").path("code").asText()).isEqualTo("not_found");
            }
            client.roundTrip();
        }
    }

    @Test
    void pingFrameShouldBeAnsweredBetweenFragments() {
        try (TestClient client = server.join(alice)) {
            client.write(frame(TEXT, false, "{\"op\":\"ping\",".getBytes(UTF_8)));
            client.write(frame(PING, true, "anyone?".getBytes(UTF_8)));
            TestClient.Received pong = client.receive();
            assertThat(pong.opcode()).isEqualTo(TestClient.PONG);
            assertThat(pong.text()).isEqualTo("anyone?");
            client.write(frame(CONTINUATION, true, "\"ref\":\"€\"}".getBytes(UTF_8)));
            assertThat(client.expect("pong").path("ref").asText()).isEqualTo("€");
        }
    }

    @Test
    void messageOfExactly128KiBShouldBeAcceptedInTinyFragments() {
        try (TestClient client = server.join(alice)) {
            byte[] ping = "{\"op\":\"ping\",\"ref\":\"late\"}".getBytes(UTF_8);
            ByteArrayOutputStream frames = new ByteArrayOutputStream();
            frames.writeBytes(frame(TEXT, false, new byte[0]));
            for (byte b : ping) {
                frames.writeBytes(frame(CONTINUATION, false, new byte[] {b}));
            }
            frames.writeBytes(
                    frame(CONTINUATION, true, " ".repeat(131_072 - ping.length).getBytes(UTF_8)));
            client.write(frames.toByteArray());
            assertThat(client.expect("pong").path("ref").asText()).isEqualTo("late");
        }
    }

    @Test
    void refShouldBeEchoedUnchanged() {
        try (TestClient client = server.join(alice)) {
            client.text("{\"op\":\"ping\",\"ref\":\"" + "😀".repeat(64) + "\"}");
            assertThat(client.expect("pong").path("ref").asText()).isEqualTo("😀".repeat(64));
            client.text("{\"op\":\"ping\",\"ref\":\"\\ud800\"}\n{\"op\":\"ping\",\"ref\":\"\"}\n{\"op\":\"ping\"}");
            client.expect("pong");
            assertThat(client.expect("pong").path("ref").asText(null)).isEmpty();
            assertThat(client.expect("pong").has("ref")).isFalse();
        }
    }

    private static void assertOtherConnectionsWork() {
        bystander.roundTrip();
    }

    private static String send(String fields) {
        return "{\"op\":\"send\",\"ref\":\"r\"," + fields + "}";
    }

    private static byte[] text(String text) {
        return frame(TEXT, true, text.getBytes(UTF_8));
    }

    private static byte[] bytes(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static Arguments closes(int code, String input, byte[] bytes) {
        return Arguments.of(input, code, bytes);
    }

    private static Arguments answers(String code, String ref, String input, String json) {
        return Arguments.of(input, code, ref, json);
    }
}
