package dev.chatrooms.application.spi;

import static dev.chatrooms.application.Outcomes.racing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.Outcomes;
import dev.chatrooms.application.spi.FileStore.StagedContent;
import dev.chatrooms.application.spi.FileStore.StoredContent;
import dev.chatrooms.application.spi.FileStore.Upload;
import dev.chatrooms.domain.file.ContentKey;
import dev.chatrooms.domain.id.FileId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link FileStore}. */
public interface FileStoreContract {
    ContentKey HELLO = ContentKey.parse("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    ContentKey NOTHING = ContentKey.parse("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    /** Returns an empty store, one per test. */
    FileStore store();

    /** Returns this many bytes that depend on the seed. */
    static byte[] bytes(int seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static ContentKey key(StagedContent staged) {
        return new ContentKey(staged.hash(), "");
    }

    static ContentKey put(FileStore store, byte[] bytes) {
        try (Upload upload = store.begin()) {
            upload.write(ByteBuffer.wrap(bytes));
            ContentKey key = key(upload.finish());
            upload.store(key);
            return key;
        }
    }

    static ContentKey put(FileStore store, String text) {
        return put(store, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] read(FileStore store, ContentKey content, long offset, long length) {
        try (InputStream in = store.open(content, offset, length).orElseThrow()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] read(FileStore store, ContentKey content) {
        return read(store, content, 0, Long.MAX_VALUE);
    }

    private static List<StoredContent> all(FileStore store) {
        return store.list(null, FileStore.MAX_PAGE);
    }

    @Test
    default void contentShouldBeReadAsItWasWritten() {
        FileStore store = store();
        byte[] bytes = bytes(1, 300_000);

        ContentKey hash = put(store, bytes);

        assertThat(read(store, hash)).isEqualTo(bytes);
        assertThat(store.find(hash)).map(StoredContent::size).contains(300_000L);
        assertThat(store.verify(hash)).contains(true);
        assertThat(put(store, "hello")).isEqualTo(HELLO);
        assertThat(put(store, "")).isEqualTo(NOTHING);
        assertThat(read(store, NOTHING)).isEmpty();
        assertThat(store.find(NOTHING)).map(StoredContent::size).contains(0L);
    }

    @Test
    default void openShouldReturnTheRequestedPart() {
        FileStore store = store();
        byte[] bytes = bytes(2, 100_000);
        ContentKey hash = put(store, bytes);

        for (int[] part : new int[][] {{0, 1}, {99_999, 1}, {50_000, 20_000}, {1, 99_999}, {10, 0}}) {
            assertThat(read(store, hash, part[0], part[1]))
                    .isEqualTo(Arrays.copyOfRange(bytes, part[0], part[0] + part[1]));
        }
        assertThat(read(store, hash, 99_990, 1000)).isEqualTo(Arrays.copyOfRange(bytes, 99_990, 100_000));
        assertThat(read(store, hash, 99_990, Long.MAX_VALUE)).hasSize(10);
        assertThat(read(store, hash, 100_000, 1)).isEmpty();
        assertThat(read(store, hash, Long.MAX_VALUE, 1)).isEmpty();
        assertThat(read(store, NOTHING.equals(hash) ? hash : put(store, ""), 0, 1))
                .isEmpty();
    }

    @Test
    default void unknownContentShouldNotBeFound() {
        FileStore store = store();
        put(store, "another");

        assertThat(store.open(HELLO, 0, 1)).isEmpty();
        assertThat(store.find(HELLO)).isEmpty();
        assertThat(store.verify(HELLO)).isEmpty();
        assertThat(store.delete(HELLO)).isFalse();
    }

    @Test
    default void writeShouldTakeEveryByteOfEveryKindOfBuffer() {
        FileStore store = store();
        byte[] bytes = bytes(3, 200_000);
        ByteBuffer direct = ByteBuffer.allocateDirect(70_000).put(bytes, 1000, 70_000);
        ByteBuffer slice = ByteBuffer.wrap(bytes, 71_000, 29_000);

        ContentKey hash;
        try (Upload upload = store.begin()) {
            upload.write(ByteBuffer.wrap(bytes, 0, 1000).asReadOnlyBuffer());
            upload.write(direct.flip());
            upload.write(ByteBuffer.allocate(0));
            upload.write(slice);
            assertThat(slice.hasRemaining()).isFalse();
            assertThat(upload.size()).isEqualTo(100_000);
            upload.write(ByteBuffer.wrap(bytes, 100_000, 100_000));
            hash = key(upload.finish());
            upload.store(hash);
        }

        assertThat(read(store, hash)).isEqualTo(bytes);
    }

    @Test
    default void finishedContentShouldBeReadableInAnyOrderBeforeItIsStored() throws IOException {
        FileStore store = store();
        byte[] bytes = bytes(4, 50_000);

        try (Upload upload = store.begin()) {
            upload.write(ByteBuffer.wrap(bytes));
            StagedContent staged = upload.finish();

            assertThat(staged.bytes().size()).isEqualTo(50_000);
            for (int round = 0; round < 2; round++) {
                try (SeekableByteChannel channel = staged.bytes().open()) {
                    ByteBuffer end = ByteBuffer.allocate(10);
                    channel.position(49_990).read(end);
                    assertThat(end.array()).isEqualTo(Arrays.copyOfRange(bytes, 49_990, 50_000));
                    ByteBuffer start = ByteBuffer.allocate(10);
                    channel.position(0).read(start);
                    assertThat(start.array()).isEqualTo(Arrays.copyOf(bytes, 10));
                    assertThat(channel.size()).isEqualTo(50_000);
                }
            }
            assertThat(store.find(key(staged))).isEmpty();
            assertThat(all(store)).isEmpty();
        }
    }

    @Test
    default void uploadShouldLeaveNothingUnlessItIsStored() {
        FileStore store = store();
        Upload begun = store.begin();
        begun.write(ByteBuffer.wrap(bytes(5, 100_000)));
        begun.close();
        begun.close();
        Upload finished = store.begin();
        finished.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)));
        ContentKey hash = key(finished.finish());
        finished.close();

        assertThat(hash).isEqualTo(HELLO);
        assertThat(store.find(HELLO)).isEmpty();
        assertThat(all(store)).isEmpty();
        assertThat(store.removeAbandoned(Instant.MAX)).isZero();
    }

    @Test
    default void storeShouldBeRefusedUnlessTheUploadIsFinished() {
        FileStore store = store();
        try (Upload upload = store.begin()) {
            upload.write(ByteBuffer.wrap(bytes(6, 10)));
            assertThatThrownBy(() -> upload.store(HELLO)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(all(store)).isEmpty();
    }

    @Test
    default void equalContentsShouldBeStoredOnce() {
        FileStore store = store();

        assertThat(put(store, "hello")).isEqualTo(put(store, "hello"));

        assertThat(all(store)).extracting(StoredContent::key).containsExactly(HELLO);
        assertThat(store.delete(HELLO)).isTrue();
        assertThat(store.find(HELLO)).isEmpty();
    }

    @Test
    default void generationsOfAContentShouldBeStoredAndDeletedApart() {
        FileStore store = store();
        ContentKey later = ContentKey.of(HELLO.hash(), new FileId(new UUID(1, 2)));
        put(store, "hello");
        try (Upload upload = store.begin()) {
            upload.write(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)));
            upload.finish();
            assertThatThrownBy(() -> upload.store(NOTHING)).isInstanceOf(IllegalArgumentException.class);
            upload.store(later);
        }

        assertThat(all(store)).extracting(StoredContent::key).containsExactly(HELLO, later);
        assertThat(store.list(HELLO, 10)).extracting(StoredContent::key).containsExactly(later);
        assertThat(store.delete(HELLO)).isTrue();
        assertThat(store.find(HELLO)).isEmpty();
        assertThat(store.verify(later)).contains(true);
        assertThat(read(store, later)).asString(StandardCharsets.UTF_8).isEqualTo("hello");
    }

    @Test
    default void equalContentsShouldBeStoredOnceWhenTheyRace() {
        FileStore store = store();
        byte[] bytes = bytes(7, 200_000);

        List<ContentKey> hashes = racing(8, () -> List.of(put(store, bytes))).stream()
                .flatMap(List::stream)
                .toList();

        assertThat(hashes).hasSize(8).containsOnly(hashes.get(0));
        assertThat(all(store)).hasSize(1);
        assertThat(store.verify(hashes.get(0))).contains(true);
    }

    /** The content is there afterwards or not, but never in part. */
    @Test
    default void deleteShouldLeaveAllOrNothingWhenItRacesWithAnUpload() {
        FileStore store = store();
        byte[] bytes = bytes(8, 100_000);
        for (int round = 0; round < 5; round++) {
            ContentKey hash = put(store, bytes);
            AtomicInteger turn = new AtomicInteger();

            Outcomes.<Object>racing(4, () -> turn.getAndIncrement() % 2 == 0 ? put(store, bytes) : store.delete(hash));

            assertThat(store.verify(hash)).isIn(Optional.of(true), Optional.<Boolean>empty());
            assertThat(put(store, bytes)).isEqualTo(hash);
            assertThat(store.verify(hash)).contains(true);
        }
    }

    @Test
    default void listShouldReturnEveryContentOnceInPages() {
        FileStore store = store();
        List<ContentKey> stored = IntStream.range(0, 25)
                .mapToObj(i -> put(store, "content " + i))
                .sorted()
                .toList();

        List<ContentKey> listed = new ArrayList<>();
        List<StoredContent> page = store.list(null, 10);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(10);
            page.forEach(content -> listed.add(content.key()));
            page = store.list(listed.get(listed.size() - 1), 10);
        }

        assertThat(listed).isEqualTo(stored);
        assertThat(store.list(null, 1).get(0))
                .isEqualTo(store.find(stored.get(0)).orElseThrow());
    }

    @Test
    default void uploadsInProgressShouldNotCountAsAbandoned() {
        FileStore store = store();
        try (Upload upload = store.begin()) {
            upload.write(ByteBuffer.wrap("hel".getBytes(StandardCharsets.UTF_8)));

            assertThat(store.removeAbandoned(Instant.EPOCH.plus(Duration.ofDays(1))))
                    .isZero();

            upload.write(ByteBuffer.wrap("lo".getBytes(StandardCharsets.UTF_8)));
            assertThat(upload.finish().hash()).isEqualTo(HELLO.hash());
            upload.store(HELLO);
        }
        assertThat(read(store, HELLO)).asString(StandardCharsets.UTF_8).isEqualTo("hello");
    }
}
