package dev.chatrooms.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.spi.Files.OwnFile;
import dev.chatrooms.application.spi.FilesContract;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.file.UploadedFile;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FilesOnPostgresTest extends OnPostgres implements FilesContract {
    /** Ids are no secret: a message could otherwise hold up those of others. */
    @Test
    void lockShouldNotLockFilesOfOthers() {
        Storage storage = storage();
        StoreFixture store = StoreFixture.in(storage);
        Account alice = store.person("alice");
        Account eve = store.person("eve");
        UploadedFile file = FilesContract.stored(store, alice, 1);

        boolean locked = store.write(uow -> {
            uow.files().lock(Set.of(new OwnFile(file.id(), eve.id())));
            return store.<Boolean>write(other -> other.files()
                    .lock(Set.of(new OwnFile(file.id(), alice.id())))
                    .containsKey(file.id()));
        });

        assertThat(locked).isTrue();
    }

    @Test
    void deletedRoomShouldBeLookedAtOnce() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        for (String name : new String[] {"one", "two", "three"}) {
            store.delete(store.aPublicRoomOf(alice, name), alice);
        }

        assertThat(store.<Integer>write(uow -> uow.contents().removeOfDeletedRooms(2)))
                .isEqualTo(2);
        assertThat(store.<Integer>write(uow -> uow.contents().removeOfDeletedRooms(2)))
                .isEqualTo(1);
        assertThat(store.<Integer>write(uow -> uow.contents().removeOfDeletedRooms(2)))
                .isZero();
    }
}
