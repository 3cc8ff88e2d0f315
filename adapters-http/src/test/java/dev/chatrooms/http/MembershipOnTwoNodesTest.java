package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Events of room moderation when the moderator and the affected accounts are connected to different nodes. */
class MembershipOnTwoNodesTest {
    private static final int SENDERS = 8;

    private final Storage storage = MemoryStorage.create();
    private TestServer here;
    private TestServer there;
    private Person alice;
    private Person bob;

    @BeforeEach
    void start() {
        here = TestServer.over(node());
        there = TestServer.over(node());
        alice = here.person("alice");
        bob = there.person("bob");
    }

    private Chat node() {
        return Fixture.builder(storage).settings(TestServer.NO_LIMITS).build();
    }

    @AfterEach
    void stop() {
        here.close();
        there.close();
    }

    /** Polls the events of an account, starting now. */
    private static final class Follower {
        private final Person person;
        private String cursor;

        Follower(Person person) {
            this.person = person;
            this.cursor = person.get("/api/v1/events").at("/cursor");
        }

        /** Waits for a number of events and returns them. */
        List<JsonNode> next(int count) {
            List<JsonNode> events = new ArrayList<>();
            while (events.size() < count) {
                Response response =
                        person.get("/api/v1/events?wait=20&limit=" + (count - events.size()) + "&after=" + cursor);
                assertThat(response.json().path("events").isEmpty())
                        .as("no event within the wait time, after " + events)
                        .isFalse();
                response.json().path("events").forEach(events::add);
                cursor = response.at("/cursor");
            }
            return events;
        }

        /** Returns the types of the next events, or the text in the case of a message. */
        List<String> nextTypes(int count) {
            return next(count).stream()
                    .map(event ->
                            event.at("/data/text").asString(event.path("type").asString()))
                    .toList();
        }
    }

    @Test
    void memberShouldReceiveEventsFromBeingAddedToBeingRemoved() {
        String room = alice.privateRoom("Secret");
        Follower follower = new Follower(bob);
        alice.send(room, "before");

        // Reads each event before the next change: after losing the room, none of its events are delivered.
        alice.put(room + "/members/bob");
        assertThat(follower.nextTypes(1)).containsExactly("member.joined");
        alice.send(room, "during");
        assertThat(follower.nextTypes(1)).containsExactly("during");
        alice.patch(room, "{\"topic\":\"Surprise\"}");
        JsonNode changed = follower.next(1).get(0);
        assertThat(changed.path("type").asString()).isEqualTo("room.updated");
        assertThat(changed.at("/data/topic").asString()).isEqualTo("Surprise");
        alice.patch(room + "/members/bob", "{\"role\":\"moderator\"}");
        JsonNode promoted = follower.next(1).get(0);
        assertThat(promoted.path("type").asString()).isEqualTo("member.updated");
        assertThat(promoted.at("/data/role").asString()).isEqualTo("moderator");
        alice.delete(room + "/members/bob");
        JsonNode left = follower.next(1).get(0);
        assertThat(left.path("type").asString()).isEqualTo("member.left");
        assertThat(left.at("/data/reason").asString()).isEqualTo("removed");
        assertThat(left.at("/data/by").asString()).isEqualTo(alice.id());

        alice.send(room, "after");
        String other = alice.privateRoom("Other");
        alice.put(other + "/members/bob");
        assertThat(follower.next(1).get(0).path("roomId").asString())
                .as("the next event is of the other room")
                .isEqualTo(other.replaceAll(".*/", ""));
    }

    @Test
    void memberShouldReceiveEventsFromAcceptingAnInviteToBeingBanned() {
        String room = alice.privateRoom("Secret");
        Follower follower = new Follower(bob);
        Follower owner = new Follower(alice);
        String code = alice.post(room + "/invites").at("/code");

        bob.post("/api/v1/invites/" + code + "/accept");
        assertThat(follower.nextTypes(1)).containsExactly("member.joined");
        alice.send(room, "welcome");
        assertThat(follower.nextTypes(1)).containsExactly("welcome");
        alice.put(room + "/bans/bob", "{\"reason\":\"Rude\"}");
        JsonNode left = follower.next(1).get(0);
        assertThat(left.at("/data/reason").asString()).isEqualTo("banned");
        assertThat(left.toString()).as("the reason is not disclosed").doesNotContain("Rude");

        alice.send(room, "quiet again");
        assertThat(owner.nextTypes(4)).containsExactly("member.joined", "welcome", "member.left", "quiet again");
        String other = alice.privateRoom("Other");
        alice.put(other + "/members/bob");
        assertThat(follower.next(1).get(0).path("roomId").asString())
                .as("the next event is of the other room")
                .isEqualTo(other.replaceAll(".*/", ""));
    }

    @Test
    void deletedRoomShouldAcceptNoMessagesWhenManySendConcurrently() {
        String room = alice.publicRoom("Tea");
        Follower follower = new Follower(alice);
        List<String> acked = Collections.synchronizedList(new ArrayList<>());
        List<Callable<String>> calls = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            Person sender = (i % 2 == 0 ? here : there).person("sender" + i);
            sender.post(room + "/join");
            calls.add(() -> {
                for (int n = 0; ; n++) {
                    Response sent = sender.send(room, sender.username() + " sends " + n);
                    if (sent.status() != 201) {
                        return sent.code();
                    }
                    acked.add(sent.at("/text"));
                }
            });
        }
        calls.add(() -> {
            follower.next(SENDERS + 1);
            return alice.delete(room).status() == 204 ? "deleted" : "refused";
        });
        String before = alice.get("/api/v1/events").at("/cursor");

        List<Together.Outcome<String>> outcomes = Together.run(calls);

        assertThat(outcomes).extracting(Together.Outcome::failure).containsOnlyNulls();
        assertThat(outcomes.subList(0, SENDERS))
                .extracting(Together.Outcome::value)
                .containsOnly("not_found");
        assertThat(outcomes.get(SENDERS).value()).isEqualTo("deleted");
        List<String> kinds = new ArrayList<>();
        String cursor = before;
        while (kinds.isEmpty()) {
            Response page = alice.get("/api/v1/events?wait=20&limit=200&after=" + cursor);
            page.json()
                    .path("events")
                    .forEach(event -> kinds.add(event.path("type").asString()));
            cursor = page.at("/cursor");
        }
        assertThat(kinds).as("only the end of a deleted room is delivered").containsExactly("room.deleted");
        long stored = storage.transactions()
                .<Long>read(stores ->
                        stores.log().read(Position.START, stores.log().head().position(), 100_000).stream()
                                .filter(event -> event.kind() == EventKind.MESSAGE_POSTED)
                                .count());
        assertThat(stored).isEqualTo(acked.size());
    }
}
