package dev.chatrooms.application.event;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.withReplay;
import static dev.chatrooms.application.Outcomes.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.message.SendResult;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.id.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A reader without demand during many events: it loses none and delays no other reader. */
@Tag("rounds")
class SlowReaderTest {
    private static final int MESSAGES = Boolean.getBoolean("chatrooms.thorough") ? 50_000 : 5_000;
    /** Far fewer than the events, so that a stream that is behind needs the log. */
    private static final int RING = 64;
    /** As EventStream cuts them. */
    private static final int LARGEST_BATCH = 128;

    @Test
    void slowReaderShouldStayWhereItIsAndThenGetEverythingInOrder() {
        try (Chat chat = chatOn(MemoryStorage.create(), withReplay(10, RING))) {
            Caller alice = person(chat, "alice");
            Caller bob = person(chat, "bob");
            RoomId tea = publicRoom(chat, alice, "Tea");
            get(chat.rooms().join(bob, tea));
            Recorder slow = Recorder.idle().on(chat.events().events(bob, StreamRequest.FROM_NOW));
            slow.request(1);
            Cursor start = slow.welcome().cursor();
            Recorder quick = Recorder.eager().on(chat.events().events(bob, StreamRequest.FROM_NOW));
            quick.welcome();

            List<String> said = talk(chat, alice, tea);

            // Another stream of the same person gets all of it meanwhile.
            quick.awaitEvents(MESSAGES);
            assertThat(quick.said()).isEqualTo(said);
            // The slow one was handed nothing; all that is kept of it is its place.
            assertThat(slow.events()).isEmpty();
            assertThat(slow.delivered()).isEqualTo(start);

            // It gets as much as it asks for, in pieces of bounded size, although the ring has forgotten all of it.
            slow.request(1);
            slow.awaitEvents(1);
            assertThat(slow.batches()).isEqualTo(1);
            assertThat(slow.events().size()).isLessThanOrEqualTo(LARGEST_BATCH);
            slow.request(Long.MAX_VALUE);
            slow.awaitEvents(MESSAGES);
            assertThat(slow.said()).isEqualTo(said);

            // And it is live again.
            get(chat.messages().send(alice, new Send(tea, "one more", null)));
            slow.awaitEvents(MESSAGES + 1);
            assertThat(slow.said()).endsWith("one more").hasSize(MESSAGES + 1);
        }
    }

    private static List<String> talk(Chat chat, Caller sender, RoomId room) {
        List<String> said =
                IntStream.range(0, MESSAGES).mapToObj(i -> "message " + i).toList();
        // In portions that fit the committer's queue.
        int portion = 1000;
        for (int from = 0; from < MESSAGES; from += portion) {
            List<CompletableFuture<SendResult>> sends = new ArrayList<>();
            said.subList(from, from + portion)
                    .forEach(text -> sends.add(chat.messages().send(sender, new Send(room, text, null))));
            sends.forEach(send -> get(send));
        }
        return said;
    }
}
