package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.http.EventReader.Block;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Signals as server-sent events, and the typing notification. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignalsTest {
    private TestServer server;
    private Person alice;
    private Person bob;
    private String room;

    @BeforeAll
    void start() {
        server = TestServer.start();
        alice = server.person("alice");
        bob = server.person("bob");
        room = alice.publicRoom("Tea");
        bob.post(room + "/join");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private String roomId() {
        return room.substring(room.lastIndexOf('/') + 1);
    }

    @Test
    void typingShouldBeDeliveredWithoutAnIdAndEndWithTheMessage() {
        try (EventReader events = EventReader.open(bob, "")) {
            events.next();

            assertThat(alice.post(room + "/typing").status()).isEqualTo(204);

            Block typing = events.nextSignal("typing");
            assertThat(typing.id()).isEmpty();
            assertThat(typing.fields().get("data"))
                    .isEqualTo("{\"type\":\"typing\",\"roomId\":\"" + roomId() + "\",\"userId\":\"" + alice.id()
                            + "\",\"on\":true}");
            alice.send(room, "there");
            assertThat(events.nextSignal("typing").data().path("on").asBoolean())
                    .isFalse();
        }
    }

    @Test
    void typingShouldRequireMembershipAndNoBody() {
        Person carol = server.person("carol");
        String secret = alice.privateRoom("Secret");

        assertThat(carol.post(room + "/typing").code()).isEqualTo("not_a_member");
        assertThat(carol.post(secret + "/typing").code()).isEqualTo("not_found");
        assertThat(alice.post("/api/v1/rooms/x/typing").status()).isEqualTo(400);
        assertThat(server.send(server.request(room + "/typing").POST(BodyPublishers.noBody()))
                        .status())
                .isEqualTo(401);
        assertThat(alice.post(secret + "/typing", "{\"on\":false}").status()).isEqualTo(400);
    }

    @Test
    void presenceShouldBeDeliveredToSharedRoomsButNotToRoomStreams() {
        try (EventReader events = EventReader.open(bob, "");
                EventReader roomEvents = EventReader.open(bob, "?room=" + roomId())) {
            events.next();
            roomEvents.next();
            Person dave = server.person("dave");
            dave.post(room + "/join");
            try (EventReader daves = EventReader.open(dave, "")) {
                daves.next();
                Block presence = events.nextSignal("presence");
                while (!presence.data().path("userId").asString().equals(dave.id())) {
                    presence = events.nextSignal("presence");
                }
                assertThat(presence.fields().get("data"))
                        .isEqualTo("{\"type\":\"presence\",\"userId\":\"" + dave.id() + "\",\"status\":\"online\"}");

                dave.post(room + "/typing");
                Block typing = roomEvents.next();
                while (!typing.type().equals("typing")) {
                    assertThat(typing.type()).isNotEqualTo("presence");
                    typing = roomEvents.next();
                }
                assertThat(typing.data().path("userId").asString()).isEqualTo(dave.id());
            }
        }
    }

    @Test
    void readSignalShouldContainTheUnreadCountOnlyForTheReader() {
        try (EventReader alices = EventReader.open(alice, "");
                EventReader bobs = EventReader.open(bob, "")) {
            alices.next();
            bobs.next();
            RoomId id = new RoomId(UUID.fromString(roomId()));
            server.chat.signals().read(id, 2, new AccountId(UUID.fromString(alice.id())), 3, 4);

            assertThat(alices.nextSignal("read").fields().get("data"))
                    .isEqualTo("{\"type\":\"read\",\"roomId\":\"" + roomId() + "\",\"userId\":\"" + alice.id()
                            + "\",\"seq\":3,\"unread\":4}");
            assertThat(bobs.nextSignal("read").data().has("unread")).isFalse();
        }
    }

    @Test
    void longPollShouldIgnoreSignals() {
        String cursor = bob.get("/api/v1/events").at("/cursor");
        try (EventReader events = EventReader.open(bob, "")) {
            events.next();
            var poll = CompletableFuture.supplyAsync(() -> bob.get("/api/v1/events?after=" + cursor + "&wait=30"));
            alice.post(room + "/typing");
            events.nextSignal("typing");
            alice.send(room, "the event");

            assertThat(poll.join().at("/events/0/data/text")).isEqualTo("the event");
        }
    }
}
