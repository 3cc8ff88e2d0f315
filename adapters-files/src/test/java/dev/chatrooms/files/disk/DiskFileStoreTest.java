package dev.chatrooms.files.disk;

import static dev.chatrooms.application.spi.FileStoreContract.bytes;
import static dev.chatrooms.application.spi.FileStoreContract.put;
import static dev.chatrooms.application.spi.FileStoreContract.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.FileStore.StoredContent;
import dev.chatrooms.application.spi.FileStore.Upload;
import dev.chatrooms.application.spi.FileStoreContract;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.domain.file.ContentKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFileStoreTest implements FileStoreContract {
    @TempDir
    private Path temporary;

    private Path folder() {
        return temporary.resolve("data/files");
    }

    @Override
    public FileStore store() {
        return DiskFileStore.open(folder());
    }

    private Path file(ContentKey hash) {
        return folder().resolve(hash.value().substring(0, 2)).resolve(hash.value());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder())) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void nodesShouldShareTheFolder() {
        FileStore one = store();
        FileStore other = store();

        ContentKey hash = put(one, "hello");

        assertThat(read(other, hash)).asString().isEqualTo("hello");
        assertThat(other.delete(hash)).isTrue();
        assertThat(one.find(hash)).isEmpty();
    }

    @Test
    void damagedContentShouldBeNoticedAndMendedByTheNextUpload() throws IOException {
        FileStore store = store();
        ContentKey hash = put(store, "hello");

        Files.writeString(file(hash), "jello");
        assertThat(store.verify(hash)).contains(false);
        Files.writeString(file(hash), "hell");
        assertThat(store.verify(hash)).contains(false);

        put(store, "hello");
        assertThat(store.verify(hash)).contains(true);
    }

    @Test
    void abandonedUploadsShouldBeRemovedWhenTheyAreIdle() throws IOException {
        FileStore store = store();
        Instant now = Instant.now();
        // A killed process closes nothing.
        Upload abandoned = store.begin();
        abandoned.write(ByteBuffer.wrap(bytes(1, 1000)));
        Path left = files().get(0);
        Files.setLastModifiedTime(left, FileTime.from(now.minus(Duration.ofHours(2))));

        try (Upload active = store().begin()) {
            active.write(ByteBuffer.wrap(bytes(2, 1000)));
            assertThat(store.removeAbandoned(now.minus(Duration.ofHours(3)))).isZero();
            assertThat(store.removeAbandoned(now.minus(Duration.ofHours(1)))).isOne();
            assertThat(files()).hasSize(1).doesNotContain(left);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void folderShouldHoldOneFilePerContentForTheOwnerAlone() throws IOException {
        FileStore store = store();
        ContentKey hash = put(store, "hello");
        put(store, "hello");
        try (Upload upload = store.begin()) {
            upload.write(ByteBuffer.wrap(bytes(1, 10)));
        }

        assertThat(files()).containsExactly(file(hash));
        assertThat(Files.getPosixFilePermissions(file(hash))).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(folder())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void listShouldIgnoreForeignFiles() throws IOException {
        FileStore store = store();
        ContentKey hash = put(store, "hello");
        Files.writeString(file(hash).resolveSibling("notes.txt"), "x");
        Files.writeString(folder().resolve("README"), "x");
        Files.createDirectory(folder().resolve("2d"));

        assertThat(store.list(null, 10)).extracting(StoredContent::key).containsExactly(hash);
    }

    @Test
    void readShouldGoOnWhenTheContentIsDeleted() throws IOException {
        FileStore store = store();
        byte[] bytes = bytes(1, 500_000);
        ContentKey hash = put(store, bytes);

        try (InputStream in = store.open(hash, 0, Long.MAX_VALUE).orElseThrow()) {
            byte[] start = in.readNBytes(10);
            store.delete(hash);
            assertThat(in.readAllBytes()).hasSize(bytes.length - start.length);
        }
    }

    /** A share that is not mounted must not look like an empty store. */
    @Test
    void missingFolderShouldBeAFailureAndNotAbsence() throws IOException {
        FileStore store = store();
        Files.move(folder(), temporary.resolve("away"));

        assertThatThrownBy(() -> store.find(HELLO)).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> store.open(HELLO, 0, 1)).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(store::begin).isInstanceOf(StoreUnavailable.class);

        Files.move(temporary.resolve("away"), folder());
        assertThat(put(store, "hello")).isEqualTo(HELLO);
    }

    @Test
    void openShouldFailWhenTheFolderCannotBeCreated() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "x");

        assertThatThrownBy(() -> DiskFileStore.open(file)).isInstanceOf(StoreUnavailable.class);
    }
}
