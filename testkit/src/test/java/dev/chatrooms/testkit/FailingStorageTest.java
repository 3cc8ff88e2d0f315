package dev.chatrooms.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.StoreFull;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.domain.id.RoomId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailingStorageTest {
    private final TestChat test = TestChat.inMemory();
    private final Caller alice = test.aPerson("alice");
    private final RoomId tea = test.aPublicRoomWith(alice);

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void fullStorageShouldRefuseWritesAndServeReads() {
        test.say(alice, tea, "before");
        test.storage().becomeFull();

        assertThatExceptionOfType(ChatException.class).isThrownBy(() -> test.say(alice, tea, "refused"));
        assertThat(test.textsOf(tea, alice)).containsExactly("before");
    }

    @Test
    void unavailableStorageShouldFailReads() {
        test.storage().becomeUnavailable();

        assertThatExceptionOfType(ChatException.class).isThrownBy(() -> test.textsOf(tea, alice));
    }

    @Test
    void failedWriteShouldLeaveNothing() {
        FailingStorage storage = FailingStorage.of(MemoryStorage.create());
        StoreUnavailable failure = new StoreFull(null);
        storage.failNextWrites(2, failure);

        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(StoreFull.class)
                    .isThrownBy(() -> storage.storage().transactions().write(uow -> "written"))
                    .isSameAs(failure);
        }
        assertThat(storage.storage().transactions().write(uow -> "written").result())
                .isEqualTo("written");
    }

    @Test
    void recoveredStorageShouldAcceptWrites() {
        test.storage().becomeFull();
        test.storage().failNextWrites(5, new StoreFull(null));
        test.storage().recover();

        test.say(alice, tea, "after");
        assertThat(test.textsOf(tea, alice)).containsExactly("after");
    }
}
