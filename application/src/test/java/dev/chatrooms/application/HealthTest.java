package dev.chatrooms.application;

import static dev.chatrooms.application.Fixture.chatOn;
import static dev.chatrooms.application.Fixture.person;
import static dev.chatrooms.application.Fixture.publicRoom;
import static dev.chatrooms.application.Fixture.say;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Health.Part;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFull;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.RoomId;
import org.junit.jupiter.api.Test;

/** The health of a node whose store fails. */
class HealthTest {
    private final Storage memory = MemoryStorage.create();
    private final FailingStore store = new FailingStore(memory.transactions());

    @Test
    void storeShouldNotBeReadyWhileItsDiskIsFull() {
        try (Chat chat = chatOn(new Storage(store, memory.bus()))) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            assertThat(storeOf(chat)).isEqualTo(new Part(true, "reachable"));

            store.failWrites(new StoreFull(null));
            store.failChecks(new StoreFull(null));
            ChatException refused = refusal(chat.messages().send(alice, new Send(tea, "no room for this", null)));

            assertThat(refused.refusal().code()).isEqualTo(RefusalCode.UNAVAILABLE);
            assertThat(refused.refusal().detail()).isEqualTo("the store has no space left");
            assertThat(storeOf(chat)).isEqualTo(new Part(false, "its disk is full"));
            assertThat(chat.health().check().get("feed").ready()).isTrue();

            store.failWrites(null);
            store.failChecks(null);
            Eventually.await("readiness", () -> storeOf(chat), Part::ready);
            say(chat, alice, tea, "room again");
        }
    }

    @Test
    void storeShouldSayThatItsDiskWasFullWhenItIsUnreachable() {
        try (Chat chat = chatOn(new Storage(store, memory.bus()))) {
            Caller alice = person(chat, "alice");
            RoomId tea = publicRoom(chat, alice, "Tea");
            store.failWrites(new StoreFull(null));
            refusal(chat.messages().send(alice, new Send(tea, "no room for this", null)));

            StoreUnavailable gone = new StoreUnavailable("unplugged", null);
            store.failChecks(gone);
            store.failReads(gone);

            assertThat(storeOf(chat)).isEqualTo(new Part(false, "unreachable, its disk was full"));
            store.failReads(null);
            store.failWrites(null);
        }
    }

    private static Part storeOf(Chat chat) {
        return chat.health().check().get("store");
    }
}
