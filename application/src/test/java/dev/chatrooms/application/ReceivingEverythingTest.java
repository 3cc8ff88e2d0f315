package dev.chatrooms.application;

import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.domain.id.RoomId;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** A host that pushes each message to phones. The documentation quotes {@link PushWorker}. */
class ReceivingEverythingTest {
    @Test
    void aPushWorkerShouldReceiveTheMessagesOfAllRooms() {
        BlockingQueue<String> pushed = new LinkedBlockingQueue<>();
        try (Chat chat = Chat.inMemory()) {
            PushWorker.start(chat, pushed::add);
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");

            // The worker begins at the head that it finds when its thread starts.
            Eventually.await("a push", () -> {
                say(chat, alice, tea, "Anyone for a cup?");
                return !pushed.isEmpty();
            });

            assertThat(pushed).containsOnly("alice: Anyone for a cup?");
        }
    }
}
