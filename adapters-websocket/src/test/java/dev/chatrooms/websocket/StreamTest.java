package dev.chatrooms.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.websocket.TestServer.Person;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The welcome, and the stream of events that follows it. */
class StreamTest {
    private final TestServer server = new TestServer();
    private final Person alice = server.person("alice");
    private final Person bob = server.person("bob");
    private final RoomId room = server.room(alice, bob);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void welcomeShouldHoldTheStateAtItsCursor() {
        server.send(alice, room, "before").join();
        try (TestClient client = server.connect()) {
            client.hello(bob.token(), null);
            JsonNode welcome = client.expect("welcome");
            assertThat(welcome.path("resume").asText()).isEqualTo("fresh");
            assertThat(welcome.path("heartbeatSeconds").asInt()).isEqualTo(25);
            assertThat(welcome.path("connectionId").asText()).isNotEmpty();
            assertThat(welcome.at("/account/username").asText()).isEqualTo("bob");
            assertThat(welcome.at("/rooms/0/id").asText()).isEqualTo(room.toString());
            assertThat(welcome.at("/rooms/0/lastMessage/text").asText()).isEqualTo("before");
            assertThat(welcome.at("/rooms/0/me/unread").asInt()).isEqualTo(1);
            assertThat(welcome.has("more")).isFalse();

            server.send(alice, room, "after").join();
            assertThat(client.expect("event").at("/data/text").asText()).isEqualTo("after");
        }
    }

    @Test
    void welcomeShouldHoldNoMoreRoomsThanFitIntoAFrame() {
        for (int i = 0; i < 210; i++) {
            server.send(alice, server.room(alice), "x".repeat(400)).join();
        }
        try (TestClient client = server.connect()) {
            client.hello(alice.token(), null);
            JsonNode welcome = client.expect("welcome");
            assertThat(client.frameLengths).hasSize(1).allMatch(length -> length <= 65_536);
            assertThat(welcome.path("rooms").size()).isBetween(20, 200);
            assertThat(welcome.path("more").asBoolean()).isTrue();
        }
    }

    @Test
    void resumeShouldGiveExactlyWhatWasMissed() {
        List<String> seen = new ArrayList<>();
        String cursor;
        try (TestClient client = server.join(bob)) {
            server.send(alice, room, "m0").join();
            JsonNode event = client.expect("event");
            seen.add(event.at("/data/text").asText());
            cursor = event.path("cursor").asText();
        }
        for (int round = 1; round <= 20; round++) {
            // Some are missed, some come while it resumes.
            for (int i = 0; i < 40; i++) {
                server.send(alice, room, "m" + (round * 50 + i - 49)).join();
            }
            try (TestClient client = server.connect()) {
                client.hello(bob.token(), cursor);
                for (int i = 40; i < 50; i++) {
                    server.send(alice, room, "m" + (round * 50 + i - 49));
                }
                JsonNode welcome = client.expect("welcome");
                assertThat(welcome.path("resume").asText()).isEqualTo("resumed");
                assertThat(welcome.path("cursor").asText()).isEqualTo(cursor);
                assertThat(welcome.has("rooms")).isFalse();
                // It leaves in the middle, so that the next one starts there.
                for (int i = 0; i < 45; i++) {
                    JsonNode event = client.expect("event");
                    seen.add(event.at("/data/text").asText());
                    cursor = event.path("cursor").asText();
                }
            }
        }
        try (TestClient client = server.connect()) {
            client.hello(bob.token(), cursor);
            client.expect("welcome");
            while (seen.size() <= 1000) {
                seen.add(client.expect("event").at("/data/text").asText());
            }
        }
        for (int i = 0; i <= 1000; i++) {
            assertThat(seen.get(i)).isEqualTo("m" + i);
        }
    }

    @Test
    void cursorThatCannotBeResumedFromShouldReset() {
        for (String cursor : List.of("nonsense", "", "zzz-1", "\ud800", "x".repeat(5000))) {
            try (TestClient client = server.connect()) {
                client.hello(bob.token(), cursor);
                JsonNode welcome = client.expect("welcome");
                assertThat(welcome.path("resume").asText()).isEqualTo("reset");
                assertThat(welcome.path("rooms").size()).isEqualTo(1);
            }
        }
    }

    @Test
    void pongShouldCarryWhereToResumeFrom() {
        Person carol = server.person("carol");
        try (TestClient client = server.join(bob)) {
            server.send(alice, room, "for bob").join();
            JsonNode event = client.expect("event");
            assertThat(Positions.of(client.pong())).isGreaterThanOrEqualTo(Positions.of(event));

            // What happens elsewhere moves the cursor on, too.
            RoomId elsewhere = server.room(alice, carol);
            long there = server.send(alice, elsewhere, "not for bob")
                    .join()
                    .cursor()
                    .position()
                    .value();
            JsonNode pong = client.pong();
            while (Positions.of(pong) < there) {
                pong = client.pong();
            }
            server.send(alice, room, "next").join();
            try (TestClient again = server.connect()) {
                again.hello(bob.token(), pong.path("cursor").asText());
                again.expect("welcome");
                assertThat(again.expect("event").at("/data/text").asText()).isEqualTo("next");
            }
        }
    }

    @Test
    void pongShouldBeNeitherAheadOfAnEventAfterItNorBehindOneBeforeIt() {
        try (TestClient client = server.join(bob)) {
            int count = 300;
            for (int i = 0; i < count; i++) {
                server.send(alice, room, "m" + i);
                client.text("{\"op\":\"ping\"}");
            }
            long last = 0;
            for (int events = 0, pongs = 0; events < count || pongs < count; ) {
                JsonNode object = client.next();
                if (object.path("op").asText().equals("event")) {
                    assertThat(Positions.of(object))
                            .as("an event after a pong or an event")
                            .isGreaterThan(last);
                    events++;
                } else {
                    assertThat(object.path("op").asText()).isEqualTo("pong");
                    assertThat(Positions.of(object)).as("a pong after an event").isGreaterThanOrEqualTo(last);
                    pongs++;
                }
                last = Positions.of(object);
            }
        }
    }

    @Test
    void operationsBehindTheHelloInOneFrameShouldWaitForTheWelcome() {
        try (TestClient client = server.connect()) {
            client.text("{\"op\":\"hello\",\"token\":\"" + alice.token() + "\"}\n{\"op\":\"ping\"}\n"
                    + TestClient.sending(room, "r", "at once", null));
            client.expect("welcome");
            client.expect("pong");
            client.await("ack");
        }
    }
}
