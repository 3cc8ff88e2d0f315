package dev.chatrooms.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.websocket.TestServer.Person;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The welcome and the event stream after it. */
class EventStreamTest {
    private final TestServer server = new TestServer();
    private final Person alice = server.person("alice");
    private final Person bob = server.person("bob");
    private final RoomId room = server.room(alice, bob);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void welcomeShouldContainTheStateAtItsCursor() {
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
    void welcomeShouldContainOnlyTheRoomsThatFitIntoAFrame() {
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
    void resumeShouldDeliverExactlyTheMissedEvents() {
        List<String> seen = new ArrayList<>();
        String cursor;
        try (TestClient client = server.join(bob)) {
            server.send(alice, room, "m0").join();
            JsonNode event = client.expect("event");
            seen.add(event.at("/data/text").asText());
            cursor = event.path("cursor").asText();
        }
        for (int round = 1; round <= 20; round++) {
            // 40 messages are missed, and 10 more are sent while the client resumes.
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
                // The client disconnects after 45 of the 50, so that the next round starts in the middle.
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
    void helloShouldResetWhenTheCursorCannotBeResumed() {
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
    void pongShouldCarryACursorToResumeFrom() {
        Person carol = server.person("carol");
        try (TestClient client = server.join(bob)) {
            server.send(alice, room, "for bob").join();
            JsonNode event = client.expect("event");
            assertThat(Positions.of(client.roundTrip())).isGreaterThanOrEqualTo(Positions.of(event));

            // Events of other rooms advance the cursor as well.
            RoomId otherRoom = server.room(alice, carol);
            long otherPosition = server.send(alice, otherRoom, "not for bob")
                    .join()
                    .cursor()
                    .position()
                    .value();
            JsonNode pong = client.roundTrip();
            while (Positions.of(pong) < otherPosition) {
                pong = client.roundTrip();
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
    void pongShouldCarryACursorBetweenTheEventsAroundIt() {
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
    void requestsInTheFrameOfTheHelloShouldWaitForTheWelcome() {
        try (TestClient client = server.connect()) {
            client.text("{\"op\":\"hello\",\"token\":\"" + alice.token() + "\"}\n{\"op\":\"ping\"}\n"
                    + TestClient.sendJson(room, "r", "at once", null));
            client.expect("welcome");
            client.expect("pong");
            client.await("ack");
        }
    }
}
