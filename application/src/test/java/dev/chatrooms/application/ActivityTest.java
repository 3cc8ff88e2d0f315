package dev.chatrooms.application;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.event.Recorder;
import dev.chatrooms.application.event.StreamRequest;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.monitoring.StreamActivity;
import dev.chatrooms.application.monitoring.WriteActivity;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.RoomId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The figures of a node. */
class ActivityTest {
    private final Storage storage = MemoryStorage.create();

    @Test
    void writesShouldCountMessagesEventsAndCommits() {
        try (Chat chat = chatOn(storage)) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            WriteActivity before = chat.activity().writes();

            say(chat, alice, tea, "one");
            say(chat, alice, tea, "two");
            refusal(chat.messages().send(person(chat, "bob"), new Send(tea, "not a member", null)));

            WriteActivity after = chat.activity().writes();
            assertThat(before.messages()).isZero();
            assertThat(before.events()).as("the room").isPositive();
            assertThat(after.messages()).isEqualTo(2);
            assertThat(after.events()).isEqualTo(before.events() + 2);
            assertThat(after.commits()).isEqualTo(before.commits() + 2);
            assertThat(after.refused()).isZero();
            assertThat(after.waiting()).isZero();
        }
    }

    @Test
    void writesShouldCountARepeatedSendOnce() {
        try (Chat chat = chatOn(storage)) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            Send send = new Send(tea, "one", UUID.randomUUID().toString());

            get(chat.messages().send(alice, send));
            get(chat.messages().send(alice, send));

            assertThat(chat.activity().writes().messages()).isEqualTo(1);
        }
    }

    @Test
    void streamsShouldCountLiveAndBehindSeparately() {
        try (Chat chat = chatOn(storage)) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            assertThat(chat.activity().streams()).isEqualTo(new StreamActivity(0, 0));

            Recorder quick = Recorder.eager().on(chat.events().events(alice, StreamRequest.FROM_NOW));
            quick.welcome();
            Recorder slow = Recorder.idle().on(chat.events().events(alice, StreamRequest.FROM_NOW));
            slow.request(1);
            slow.welcome();
            say(chat, alice, tea, "one");
            quick.awaitEvents(1);
            Eventually.await("1)", () -> chat.activity().streams(), new StreamActivity(1, 1)::equals);

            slow.request(Long.MAX_VALUE);
            slow.awaitEvents(1);
            Eventually.await("0)", () -> chat.activity().streams(), new StreamActivity(2, 0)::equals);

            quick.cancel();
            slow.cancel();
            Eventually.await("0)", () -> chat.activity().streams(), new StreamActivity(0, 0)::equals);
        }
    }

    @Test
    void dispatchedShouldReachTheHeadWhenAllEventsAreDispatched() {
        try (Chat chat = chatOn(storage)) {
            Caller alice = person(chat, "alice");
            say(chat, alice, publicRoom(chat, alice, "Tea"), "one");
            Position head =
                    storage.transactions().read(stores -> stores.log().head()).position();

            Eventually.await("head", () -> chat.activity().dispatched(), head::equals);
            assertThat(chat.health().lag().feed()).isZero();
        }
    }

    @Test
    void workersShouldBeEmptyWhenTheHostProvidesTheExecutor() {
        try (Chat own = chatOn(storage);
                Chat hosts = Fixture.builder(storage).workers(own.workers()).build()) {
            assertThat(own.activity().workers()).isPresent();
            assertThat(hosts.activity().workers()).isEmpty();
        }
    }
}
