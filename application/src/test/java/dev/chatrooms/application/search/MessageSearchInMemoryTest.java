package dev.chatrooms.application.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Fixture;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.search.MessageSearch.IndexState;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.RoomId;
import org.junit.jupiter.api.Test;

class MessageSearchInMemoryTest implements MessageSearchContract {
    private final Storage storage = MemoryStorage.create();

    @Override
    public Storage storage() {
        return storage;
    }

    /** One search of this index compares 10,000 messages. */
    @Test
    void pageShouldNotBeEmptyWhileThereAreMoreHits() {
        StoreFixture store = StoreFixture.in(storage);
        Account alice = store.person("alice");
        RoomId room = store.aPublicRoomWith(alice);
        store.say(alice, room, "w1 at last");
        for (int i = 0; i < 10_050; i++) {
            store.say(alice, room, "hay");
        }
        boolean more = true;
        while (more) {
            more = store.<Boolean>write(uow -> uow.search().readOn(500));
        }
        try (Chat chat = Fixture.chatOn(storage)) {
            assertThat(chat.search().state()).isEqualTo(new IndexState(0, false));

            Page<FoundMessage> page = chat.search()
                    .search(Caller.of(alice.id()), SearchRequest.of("w1*"))
                    .join();

            assertThat(page.items()).hasSize(1);
            assertThat(page.next()).isNull();
        }
    }
}
