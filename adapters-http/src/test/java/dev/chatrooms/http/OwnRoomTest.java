package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Read markers and room settings of a member, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnRoomTest {
    private TestServer server;
    private Person alice;
    private Person bob;

    @BeforeAll
    void start() {
        server = TestServer.start();
        alice = server.person("alice");
        bob = server.person("bob");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** Creates a room with a number of messages, none of which Bob has read. */
    private String room(String name, int messages) {
        String room = alice.publicRoom(name);
        assertThat(bob.post(room + "/join").status()).isEqualTo(200);
        for (int i = 0; i < messages; i++) {
            assertThat(alice.send(room, "message").status()).isEqualTo(201);
        }
        return room;
    }

    @Test
    void readShouldReturnTheMarkerAndTheUnreadCount() {
        String room = room("Reading", 4);

        assertThat(bob.put(room + "/read", "{\"seq\":3}").body()).isEqualTo("{\"readSeq\":3,\"unread\":1}");
        assertThat(bob.put(room + "/read", "{\"seq\":1}").body()).isEqualTo("{\"readSeq\":3,\"unread\":1}");
        assertThat(bob.put(room + "/read", "{\"seq\":99}").body()).isEqualTo("{\"readSeq\":4,\"unread\":0}");
        assertThat(bob.get(room).json().at("/me/unread").asInt()).isZero();
    }

    @Test
    void readShouldMoveTheMarkerBackOnlyWhenItMarksAsUnread() {
        String room = room("Unread", 4);
        bob.put(room + "/read", "{\"seq\":3}");

        assertThat(bob.put(room + "/read", "{\"seq\":1,\"markUnread\":false}").body())
                .isEqualTo("{\"readSeq\":3,\"unread\":1}");
        assertThat(bob.put(room + "/read", "{\"seq\":1,\"markUnread\":null}").body())
                .isEqualTo("{\"readSeq\":3,\"unread\":1}");
        assertThat(bob.put(room + "/read", "{\"seq\":1,\"markUnread\":true}").body())
                .isEqualTo("{\"readSeq\":1,\"unread\":3}");
        assertThat(bob.get(room).json().at("/me/unread").asInt()).isEqualTo(3);
        assertThat(alice.get(room + "/reads").json().at("/items/1/readSeq").asInt())
                .as("as others see it")
                .isEqualTo(3);
        assertThat(bob.put(room + "/read", "{\"seq\":9,\"markUnread\":true}").body())
                .isEqualTo("{\"readSeq\":4,\"unread\":0}");
        assertThat(bob.put(room + "/read", "{\"seq\":1,\"markUnread\":\"yes\"}").status())
                .isEqualTo(400);
    }

    @Test
    void readShouldBeRefusedWhenTheSeqIsInvalid() {
        String room = room("Refusing", 1);

        assertThat(bob.put(room + "/read", "{}").errors()).containsExactly("seq missing");
        assertThat(bob.put(room + "/read", "{\"seq\":-1}").errors()).containsExactly("seq negative");
        assertThat(bob.put(room + "/read", "{\"seq\":1.5}").status()).isEqualTo(400);
        assertThat(bob.put(room + "/read", "{\"seq\":\"1\"}").status()).isEqualTo(400);
        assertThat(bob.put(room + "/read", "{\"seq\":1,\"at\":0}").status()).isEqualTo(400);
    }

    @Test
    void markersAndSettingsShouldRequireMembership() {
        String open = alice.publicRoom("Open");
        String closed = alice.privateRoom("Closed");

        assertThat(bob.put(open + "/read", "{\"seq\":1}").status()).isEqualTo(403);
        assertThat(bob.put(open + "/read", "{\"seq\":1}").code()).isEqualTo("not_a_member");
        assertThat(bob.patch(open + "/me", "{\"muted\":true}").code()).isEqualTo("not_a_member");
        assertThat(bob.put(closed + "/read", "{\"seq\":1}").status()).isEqualTo(404);
        assertThat(bob.patch(closed + "/me", "{\"muted\":true}").status()).isEqualTo(404);
        assertThat(bob.get(open + "/reads").status()).isEqualTo(200);
        assertThat(bob.get(closed + "/reads").status()).isEqualTo(404);
    }

    @Test
    void settingsShouldBeReturnedWithTheRoom() {
        String room = room("Keeping", 0);

        JsonNode muted = bob.patch(room + "/me", "{\"muted\":true}").json().path("me");
        JsonNode both = bob.patch(room + "/me", "{\"favourite\":true}").json().path("me");
        JsonNode back = bob.patch(room + "/me", "{\"muted\":false,\"favourite\":false}")
                .json()
                .path("me");

        assertThat(muted.path("muted").asBoolean()).isTrue();
        assertThat(muted.path("favourite").asBoolean()).isFalse();
        assertThat(both.path("muted").asBoolean()).isTrue();
        assertThat(both.path("favourite").asBoolean()).isTrue();
        assertThat(back.path("muted").asBoolean()).isFalse();
        assertThat(back.path("favourite").asBoolean()).isFalse();
        assertThat(bob.patch(room + "/me", "{}").status()).isEqualTo(200);
        assertThat(bob.patch(room + "/me", "{\"muted\":\"yes\"}").status()).isEqualTo(400);
        assertThat(bob.patch(room + "/me", "{\"pinned\":true}").status()).isEqualTo(400);
    }

    @Test
    void readsShouldListTheMarkersOfAllMembersInPages() {
        String room = room("Markers", 2);
        bob.put(room + "/read", "{\"seq\":1}");

        Response first = bob.get(room + "/reads?limit=1");
        Response second = bob.get(room + "/reads?limit=1&cursor=" + first.at("/next"));

        assertThat(first.at("/items/0/userId")).isEqualTo(alice.id());
        assertThat(first.json().at("/items/0/readSeq").asInt()).isEqualTo(2);
        assertThat(second.at("/items/0/userId")).isEqualTo(bob.id());
        assertThat(second.json().at("/items/0/readSeq").asInt()).isEqualTo(1);
        assertThat(second.at("/items/0/at")).endsWith("Z");
        assertThat(second.json().has("next")).isFalse();
        assertThat(bob.get(room + "/reads?cursor=nonsense").status()).isEqualTo(400);
    }

    @Test
    void readShouldBeDeliveredOnlyToTheReader() {
        String room = room("Log", 2);
        String bobsCursor = bob.get("/api/v1/events").at("/cursor");
        String alicesCursor = alice.get("/api/v1/events").at("/cursor");

        bob.put(room + "/read", "{\"seq\":2}");
        bob.put(room + "/read", "{\"seq\":1}");

        JsonNode events = bob.get("/api/v1/events?after=" + bobsCursor).json().path("events");
        assertThat(events).hasSize(1);
        assertThat(events.at("/0/type").asString()).isEqualTo("me.updated");
        assertThat(events.at("/0/data/readSeq").asInt()).isEqualTo(2);
        assertThat(alice.get("/api/v1/events?after=" + alicesCursor).json().path("events"))
                .isEmpty();
    }
}
