package dev.chatrooms.application.spi;

import static dev.chatrooms.application.spi.StoreFixture.LATER;
import static dev.chatrooms.application.spi.StoreFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.common.InvalidCursor;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.spi.Contents.Released;
import dev.chatrooms.application.spi.Files.OwnFile;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.file.ContentHash;
import dev.chatrooms.domain.file.ContentKey;
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
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The contract of {@link Files} and {@link Contents}. */
public interface FilesContract {
    /** Returns an empty store, one per test. */
    Storage storage();

    private static ContentKey key(int number) {
        return new ContentKey(new ContentHash(String.format("%064x", number)), "");
    }

    private static List<ContentKey> released(StoreFixture store, Instant now) {
        return store.<List<Released>>read(stores -> stores.contents().released(now, 10)).stream()
                .map(Released::content)
                .toList();
    }

    private static Released first(StoreFixture store) {
        return store.<List<Released>>read(stores -> stores.contents().released(NOW, 1))
                .get(0);
    }

    private static UploadedFile removed(StoreFixture store, UploadedFile file) {
        store.write(uow -> {
            uow.files().remove(file.id());
            return true;
        });
        return file;
    }

    private static UploadedFile file(Account owner, int number) {
        return file(owner, number, NOW);
    }

    private static UploadedFile file(Account owner, int number, Instant at) {
        return file(owner, number, key(number), at);
    }

    private static UploadedFile file(Account owner, int number, ContentKey content, Instant at) {
        return new UploadedFile(
                new FileId(new UUID(0x0000_0000_0000_7000L, 0x8000_0000_0000_0000L + number)),
                owner.id(),
                new FileName("file " + number + ".bin"),
                content,
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

    static UploadedFile stored(StoreFixture store, Account owner, int number) {
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
                key(7),
                3_000_000_000L,
                MediaType.PNG,
                new Dimensions(640, 480),
                Duration.ofMillis(1_234),
                new Thumbnail(key(8), 99, MediaType.JPEG),
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
    default void lockShouldReturnTheCompleteFilesOfTheirOwners() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        Account bob = store.person("bob");
        UploadedFile first = stored(store, alice, 1);
        UploadedFile second = stored(store, alice, 2);
        UploadedFile other = stored(store, bob, 4);
        UploadedFile incomplete = file(alice, 3);
        store.write(uow -> {
            uow.files().add(incomplete);
            return true;
        });

        assertThat(store.<Map<FileId, FileUse>>write(uow -> uow.files()
                        .lock(Set.of(
                                new OwnFile(second.id(), alice.id()),
                                new OwnFile(first.id(), alice.id()),
                                new OwnFile(other.id(), alice.id()),
                                new OwnFile(other.id(), bob.id()),
                                new OwnFile(first.id(), bob.id()),
                                new OwnFile(incomplete.id(), alice.id()),
                                new OwnFile(new FileId(UUID.randomUUID()), alice.id())))))
                .containsOnlyKeys(first.id(), second.id(), other.id())
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
                key(2),
                5,
                MediaType.PNG,
                new Dimensions(1, 1),
                null,
                new Thumbnail(key(1), 3, MediaType.PNG),
                NOW);
        stored(store, file);
        assertThat(store.<List<Contents.Referenced>>read(
                        stores -> stores.contents().referenced(null, 10)))
                .containsExactly(new Contents.Referenced(key(1), 3), new Contents.Referenced(key(2), 5));

        store.write(uow -> {
            uow.files().remove(file.id());
            return true;
        });

        assertThat(store.<Optional<UploadedFile>>read(stores -> stores.files().find(file.id(), alice.id(), NOW)))
                .isEmpty();
        assertThat(released(store, NOW)).containsExactlyInAnyOrder(key(1), key(2));
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
    default void addShouldUseTheKeyOfAnEqualContentOnlyWhileAFileHasIt() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        UploadedFile first = stored(store, alice, 1);
        UploadedFile same = file(alice, 2, ContentKey.of(first.content().hash(), new FileId(new UUID(0, 2))), NOW);
        UploadedFile later = file(alice, 3, ContentKey.of(first.content().hash(), new FileId(new UUID(0, 3))), NOW);

        UploadedFile shared = store.<UploadedFile>write(uow -> uow.files().add(same));
        assertThat(shared).isEqualTo(same.withKeys(first.content(), null));
        removed(store, first);
        removed(store, shared);

        assertThat(store.<UploadedFile>write(uow -> uow.files().add(later))).isEqualTo(later);
    }

    @Test
    default void claimShouldKeepAContentThatFilesReferTo() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        UploadedFile file = stored(store, alice, 1);
        UploadedFile same = store.<UploadedFile>write(uow -> uow.files().add(file(alice, 2, key(1), NOW)));
        removed(store, file);

        Released used = first(store);
        assertThat(store.<Boolean>write(uow -> uow.contents().claim(used, LATER)))
                .isFalse();
        assertThat(released(store, LATER)).isEmpty();

        removed(store, same);
        Released unused = first(store);
        assertThat(unused.content()).isEqualTo(key(1));
        assertThat(store.<Boolean>write(uow -> uow.contents().claim(unused, LATER)))
                .isTrue();
        store.write(uow -> {
            uow.contents().settle(unused);
            return true;
        });
        assertThat(released(store, LATER)).isEmpty();
    }

    /** The deletion that follows a claim may fail, or its node may die. */
    @Test
    default void claimedContentShouldBeDueLaterAndLetOthersGoFirst() {
        StoreFixture store = StoreFixture.in(storage());
        store.write(uow -> {
            uow.contents().release(key(1));
            uow.contents().release(key(2));
            return true;
        });

        Released undeletable = first(store);
        assertThat(store.<Boolean>write(uow -> uow.contents().claim(undeletable, LATER)))
                .isTrue();

        assertThat(store.<Boolean>write(uow -> uow.contents().claim(undeletable, LATER)))
                .isFalse();
        assertThat(released(store, NOW)).containsExactly(key(2));
        assertThat(released(store, LATER)).containsExactly(key(2), key(1));
        assertThat(store.<List<Released>>read(stores -> stores.contents().released(LATER, 10))
                        .get(1)
                        .attempts())
                .isEqualTo(1);
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
        assertThat(released(store, NOW)).containsExactlyInAnyOrder(old.content(), incomplete.content());
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
                .containsExactly(key(1), key(2));
        assertThat(store.<List<Contents.Referenced>>read(
                        stores -> stores.contents().referenced(key(2), 2)))
                .extracting(Contents.Referenced::content)
                .containsExactly(key(3));
        assertThat(store.<List<Contents.Referenced>>read(
                        stores -> stores.contents().referenced(key(3), 2)))
                .isEmpty();
    }

    @Test
    default void usesShouldReturnCompleteFilesWithTheContentOrThumbnail() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        UploadedFile file = stored(store, alice, 1);
        UploadedFile pictured = new UploadedFile(
                new FileId(new UUID(0x0000_0000_0000_7000L, 0x8000_0000_0000_0009L)),
                alice.id(),
                new FileName("picture.png"),
                key(2),
                5,
                MediaType.PNG,
                null,
                null,
                new Thumbnail(key(1), 101, MediaType.PNG),
                NOW);
        stored(store, pictured);
        store.write(uow -> {
            uow.files().add(file(alice, 3, key(1), NOW));
            return true;
        });

        assertThat(store.<List<FileUse>>read(stores -> stores.contents().uses(key(1), 10)))
                .containsExactly(new FileUse(file, null), new FileUse(pictured, null));
        assertThat(store.<List<FileUse>>read(stores -> stores.contents().uses(key(1), 1)))
                .containsExactly(new FileUse(file, null));
        assertThat(store.<List<FileUse>>read(stores -> stores.contents().uses(key(4), 10)))
                .isEmpty();
    }

    @Test
    default void unknownShouldLeaveOutContentsOfFilesAndReleasedOnes() {
        StoreFixture store = StoreFixture.in(storage());
        Account alice = store.person("alice");
        stored(store, alice, 1);
        store.write(uow -> {
            uow.files().add(file(alice, 2));
            uow.contents().release(key(3));
            return true;
        });
        ContentKey later = new ContentKey(key(1).hash(), "0123456789abcdef0123456789abcdef");

        assertThat(store.<Set<ContentKey>>read(
                        stores -> stores.contents().unknown(List.of(key(1), key(2), key(3), key(4), later))))
                .containsExactlyInAnyOrder(key(4), later);
        assertThat(store.<Set<ContentKey>>read(stores -> stores.contents().unknown(List.of())))
                .isEmpty();
    }
}
