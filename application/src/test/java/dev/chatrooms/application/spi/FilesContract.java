package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.LATER;
import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.common.InvalidCursor;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.file.ContentHash;
import dev.chatrooms.domain.file.Dimensions;
import dev.chatrooms.domain.file.FileName;
import dev.chatrooms.domain.file.FileUse;
import dev.chatrooms.domain.file.MediaType;
import dev.chatrooms.domain.file.Thumbnail;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.FileId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link Files} and {@link Contents} promise. */
public interface FilesContract {
    /** Returns an empty store, one per test. */
    Storage storage();

    private static ContentHash hash(int number) {
        return new ContentHash(String.format("%064x", number));
    }

    private static UploadedFile file(Account owner, int number) {
        return file(owner, number, NOW);
    }

    private static UploadedFile file(Account owner, int number, Instant at) {
        return new UploadedFile(
                new FileId(new UUID(0x0000_0000_0000_7000L, 0x8000_0000_0000_0000L + number)),
                owner.id(),
                new FileName("file " + number + ".bin"),
                hash(number),
                100 + number,
                MediaType.UNKNOWN,
                null,
                null,
                null,
                at);
    }

    private static UploadedFile stored(StoreFixture store, UploadedFile file) {
        store.write(uow -> {
            uow.files().add(file);
            return uow.files().complete(file.id());
        });
        return file;
    }

    private static UploadedFile stored(StoreFixture store, Account owner, int number) {
        return stored(store, file(owner, number));
    }

    @Test
    default void findShouldReturnAFileWithAllThatIsKnownOfIt() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        UploadedFile picture = new UploadedFile(
                new FileId(UUID.randomUUID()),
                alice.id(),
                new FileName("Größe \"1\" {a,b} \\ \uD83D\uDE42.png"),
                hash(7),
                3_000_000_000L,
                MediaType.PNG,
                new Dimensions(640, 480),
                Duration.ofMillis(1_234),
                new Thumbnail(hash(8), 99, MediaType.JPEG),
                NOW);
        stored(store, picture);

        assertThat(store.<Optional<UploadedFile>>read(stores -> stores.files().find(picture.id(), alice.id(), NOW)))
                .contains(picture);
    }

    @Test
    default void findShouldReturnAFileOnlyToItsUploaderAndOnlyOnceItIsComplete() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        UploadedFile file = file(alice, 1);
        store.write(uow -> {
            uow.files().add(file);
            return true;
        });

        assertThat(store.<Optional<UploadedFile>>read(stores -> stores.files().find(file.id(), alice.id(), NOW)))
                .isEmpty();
        assertThat(store.<Boolean>write(uow -> uow.files().complete(file.id()))).isTrue();
        assertThat(store.<Optional<UploadedFile>>read(stores -> stores.files().find(file.id(), alice.id(), NOW)))
                .contains(file);
        assertThat(store.<Optional<UploadedFile>>read(stores -> stores.files().find(file.id(), bob.id(), NOW)))
                .isEmpty();
        assertThat(store.<Boolean>write(uow -> uow.files().complete(new FileId(UUID.randomUUID()))))
                .isFalse();
    }

    @Test
    default void usedBytesShouldCountFilesThatAreNotCompleteToo() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        stored(store, alice, 1);
        store.write(uow -> {
            uow.files().add(file(alice, 2));
            return true;
        });
        stored(store, bob, 3);

        assertThat(store.<Long>read(stores -> stores.files().usedBytes(alice.id())))
                .isEqualTo(203);
        assertThat(store.<Long>read(
                        stores -> stores.files().usedBytes(store.person("carol").id())))
                .isZero();
    }

    @Test
    default void lockShouldReturnTheCompleteFilesWithoutAMessage() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        UploadedFile first = stored(store, alice, 1);
        UploadedFile second = stored(store, alice, 2);
        UploadedFile incomplete = file(alice, 3);
        store.write(uow -> {
            uow.files().add(incomplete);
            return true;
        });

        assertThat(store.<Map<FileId, FileUse>>write(uow -> uow.files()
                        .lock(List.of(second.id(), first.id(), incomplete.id(), new FileId(UUID.randomUUID())))))
                .containsOnlyKeys(first.id(), second.id())
                .containsEntry(first.id(), new FileUse(first, null));
    }

    @Test
    default void ofOwnerShouldListTheNewestFileFirst() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        UploadedFile first = stored(store, alice, 1);
        UploadedFile second = stored(store, alice, 2);
        UploadedFile third = stored(store, alice, 3);
        stored(store, store.person("bob"), 4);

        Page<UploadedFile> page =
                store.<Page<UploadedFile>>read(stores -> stores.files().ofOwner(alice.id(), new PageRequest(2, null)));
        assertThat(page.items()).containsExactly(third, second);
        Page<UploadedFile> rest = store.<Page<UploadedFile>>read(
                stores -> stores.files().ofOwner(alice.id(), new PageRequest(2, page.next())));
        assertThat(rest.items()).containsExactly(first);
        assertThat(rest.next()).isNull();
        assertThatThrownBy(() -> store.<Page<UploadedFile>>read(
                        stores -> stores.files().ofOwner(alice.id(), new PageRequest(2, "bm90IGFuIGlk"))))
                .isInstanceOf(InvalidCursor.class);
    }

    @Test
    default void removeShouldReleaseTheContentsOfAFile() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        UploadedFile file = new UploadedFile(
                new FileId(UUID.randomUUID()),
                alice.id(),
                new FileName("a.png"),
                hash(2),
                5,
                MediaType.PNG,
                new Dimensions(1, 1),
                null,
                new Thumbnail(hash(1), 3, MediaType.PNG),
                NOW);
        stored(store, file);
        assertThat(store.<List<Contents.Referenced>>read(
                        stores -> stores.contents().referenced(null, 10)))
                .containsExactly(new Contents.Referenced(hash(1), 3), new Contents.Referenced(hash(2), 5));

        store.write(uow -> {
            uow.files().remove(file.id());
            return true;
        });

        assertThat(store.<Optional<UploadedFile>>read(stores -> stores.files().find(file.id(), alice.id(), NOW)))
                .isEmpty();
        assertThat(store.<List<ContentHash>>read(stores -> stores.contents().released(10)))
                .containsExactly(hash(1), hash(2));
        assertThat(store.<List<ContentHash>>read(stores -> stores.contents().released(1)))
                .containsExactly(hash(1));
        assertThat(store.<List<Contents.Referenced>>read(
                        stores -> stores.contents().referenced(null, 10)))
                .isEmpty();
        assertThatThrownBy(() -> store.write(uow -> {
                    uow.files().remove(file.id());
                    return true;
                }))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    default void releasedContentShouldBeUnusedOnlyIfNoFileRefersToIt() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        UploadedFile file = stored(store, alice, 1);
        UploadedFile sameContent = new UploadedFile(
                new FileId(UUID.randomUUID()),
                alice.id(),
                new FileName("same"),
                file.content(),
                file.size(),
                MediaType.UNKNOWN,
                null,
                null,
                null,
                NOW);
        store.write(uow -> {
            uow.files().add(sameContent);
            uow.files().remove(file.id());
            return true;
        });

        assertThat(store.<Boolean>write(uow -> uow.contents().lockUnused(file.content())))
                .isFalse();
        store.write(uow -> {
            uow.files().remove(sameContent.id());
            return true;
        });
        assertThat(store.<Boolean>write(uow -> uow.contents().lockUnused(file.content())))
                .isTrue();
        store.write(uow -> {
            uow.contents().settle(file.content());
            return true;
        });
        assertThat(store.<List<ContentHash>>read(stores -> stores.contents().released(10)))
                .isEmpty();
        store.write(uow -> {
            uow.contents().release(hash(9));
            uow.contents().release(hash(9));
            return true;
        });
        assertThat(store.<List<ContentHash>>read(stores -> stores.contents().released(10)))
                .containsExactly(hash(9));
    }

    @Test
    default void removeUnattachedShouldRemoveOldFilesAndThoseOfDeletedAccounts() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        UploadedFile old = stored(store, alice, 1);
        UploadedFile incomplete = file(alice, 2);
        store.write(uow -> {
            uow.files().add(incomplete);
            return true;
        });
        UploadedFile recent = stored(store, file(alice, 3, LATER));

        assertThat(store.<Boolean>write(uow -> uow.contents().beginCollecting()))
                .isTrue();
        assertThat(store.<Integer>write(uow -> uow.contents().removeUnattached(LATER, 1)))
                .isEqualTo(1);
        assertThat(store.<Integer>write(uow -> uow.contents().removeUnattached(LATER, 10)))
                .isEqualTo(1);
        assertThat(store.<Integer>write(uow -> uow.contents().removeUnattached(LATER, 10)))
                .isZero();
        assertThat(store.<Page<UploadedFile>>read(
                                stores -> stores.files().ofOwner(alice.id(), new PageRequest(10, null)))
                        .items())
                .containsExactly(recent);
        assertThat(store.<List<ContentHash>>read(stores -> stores.contents().released(10)))
                .containsExactly(old.content(), incomplete.content());
        assertThat(store.<Integer>write(uow -> uow.contents().removeOfDeletedRooms(10)))
                .isZero();
    }

    @Test
    default void referencedShouldListTheContentsAfterOne() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        stored(store, alice, 3);
        stored(store, alice, 1);
        stored(store, alice, 2);

        assertThat(store.<List<Contents.Referenced>>read(
                        stores -> stores.contents().referenced(null, 2)))
                .extracting(Contents.Referenced::content)
                .containsExactly(hash(1), hash(2));
        assertThat(store.<List<Contents.Referenced>>read(
                        stores -> stores.contents().referenced(hash(2), 2)))
                .extracting(Contents.Referenced::content)
                .containsExactly(hash(3));
        assertThat(store.<List<Contents.Referenced>>read(
                        stores -> stores.contents().referenced(hash(3), 2)))
                .isEmpty();
    }
}
