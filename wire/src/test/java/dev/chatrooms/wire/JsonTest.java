package dev.chatrooms.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients write requests and read responses with the same records as the server. */
class JsonTest {
    private static final UUID ID = new UUID(1, 2);
    private static final Instant AT = Instant.parse("2026-11-20T10:00:00.123Z");

    private static Message message() {
        return new Message(
                ID,
                ID,
                7,
                new Sender(ID, "alice", "Alice", "bot"),
                "hi 🙂",
                new Metadata("{\"order\":[17,\"🙂\",1.5]}"),
                List.of(),
                null,
                null,
                null,
                List.of(ID),
                false,
                List.of(new ReactionCount("🎉", 2, null)),
                false,
                AT,
                null,
                null,
                "c-1",
                null);
    }

    @Test
    void pathsShouldBeginWithTheBase() {
        Person bob = new Person(ID, "bob", "Bob", null, null, null, "user", "/a", null, null, AT, AT, true, false);
        Problem problem = Problem.of(ErrorCode.NOT_FOUND, 404, "gone", null, List.of());

        assertThat(text(Json.encode(bob, "/chat"))).contains("\"avatarUrl\":\"/chat/a\"");
        assertThat(text(Json.encode(problem, "/chat"))).contains("\"type\":\"/chat/docs/errors#not_found\"");
        assertThat(text(Json.encode(bob))).contains("\"avatarUrl\":\"/a\"");
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    static List<Object> values() {
        return List.of(
                message(),
                new Event("event", "k3f-1", "message.posted", ID, ID, AT, message()),
                new Event(null, "k3f-2", "room.deleted", ID, null, AT, new EmptyObject()),
                new Person(ID, "bob", "Bob", null, null, null, "user", "/a", null, null, AT, AT, true, false),
                new Signal.TypingSignal(null, "typing", ID, ID, true),
                new ClientMessage.React("r", ID, "🎉", true),
                new ServerMessage.Pong("r", "k3f-3"),
                new Welcome(
                        "c",
                        new OwnAccount(
                                ID,
                                "a",
                                "A",
                                null,
                                null,
                                null,
                                "user",
                                "/a",
                                "system",
                                new Metadata("{}"),
                                AT,
                                AT,
                                null,
                                false),
                        "k3f-4",
                        "fresh",
                        25,
                        List.of(),
                        null));
    }

    @ParameterizedTest
    @MethodSource("values")
    void recordShouldBeReadAsItWasWritten(Object value) throws IOException {
        assertThat(Json.reader(value.getClass()).<Object>readValue(Json.encode(value)))
                .isEqualTo(value);
    }

    @Test
    void typesShouldBeFoundByTheirNames() throws IOException {
        Signal signal = new Signal.ReadSignal("signal", "read", ID, ID, 5, null);
        ClientMessage ping = new ClientMessage.Ping(null);

        assertThat(Json.reader(Signal.class).<Object>readValue(Json.encode(signal)))
                .isEqualTo(signal);
        assertThat(new String(Json.encode(ping), StandardCharsets.UTF_8)).isEqualTo("{\"op\":\"ping\"}");
        assertThat(Json.reader(ClientMessage.class).<Object>readValue(Json.encode(ping)))
                .isEqualTo(ping);
    }

    @Test
    void eventOfAThreadShouldBeReadAsAMessage() throws IOException {
        Event written = new Event(null, "k3f-1", "message.posted", ID, ID, AT, new ThreadMessage(message(), ID, 3));

        Event event = Json.reader(Event.class).readValue(Json.encode(written));

        assertThat(event.data()).isInstanceOfSatisfying(Message.class, data -> {
            assertThat(data.rootId()).isEqualTo(ID);
            assertThat(data.threadCount()).isEqualTo(3);
        });
    }

    @Test
    void unknownFieldsAndEventsShouldBeTolerated() throws IOException {
        Event event = Json.reader(Event.class)
                .readValue("{\"cursor\":\"k3f-1\",\"type\":\"poll.opened\",\"at\":\"2026-11-20T10:00:00.123Z\","
                        + "\"data\":{\"question\":\"?\"},\"extra\":1}");

        assertThat(event.data()).isEqualTo(new EmptyObject());
        assertThat(Json.reader(Live.class).<Object>readValue("{\"status\":\"up\",\"extra\":{}}"))
                .isEqualTo(new Live("up"));
    }
}
