package dev.chatrooms.application.event;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.domain.id.RoomId;
import org.junit.jupiter.api.Test;

/** A node whose reads of the log take long, beside one that sends without a pause. */
class MergedReadsTest {
    private static final int MESSAGES = 20;

    private final Storage memory = MemoryStorage.create();
    private final FeedReads reads = new FeedReads(memory.transactions());

    @Test
    void announcementsDuringAReadShouldCauseOneFurtherRead() {
        try (Chat far = chatOn(new Storage(reads, memory.bus()));
                Chat near = chatOn(memory)) {
            Caller alice = person(near, "alice");
            RoomId tea = publicRoom(near, alice, "Tea");
            Recorder stream = Recorder.eager()
                    .on(far.events().events(alice, StreamRequest.FROM_NOW))
                    .awaitLive();
            reads.holdAnswers();
            say(near, alice, tea, "first");
            reads.awaitHeld();

            for (int i = 0; i < MESSAGES; i++) {
                say(near, alice, tea, "message " + i);
            }
            reads.release();

            stream.awaitEvents(MESSAGES + 1);
            assertThat(reads.count()).as("the held read and one for the rest").isEqualTo(2);
        }
    }
}
