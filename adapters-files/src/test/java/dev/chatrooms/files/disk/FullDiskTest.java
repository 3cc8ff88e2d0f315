package dev.chatrooms.files.disk;

import static dev.chatrooms.application.spi.FileStoreContract.bytes;
import static dev.chatrooms.application.spi.FileStoreContract.put;
import static dev.chatrooms.application.spi.FileStoreContract.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.FileStore.Upload;
import dev.chatrooms.application.spi.StoreFull;
import dev.chatrooms.domain.file.ContentKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store on a disk of a few megabytes. */
class FullDiskTest {
    private static final int MIB = 1024 * 1024;
    private static final int DISK = 8 * MIB;

    private final FileSystem disk = Jimfs.newFileSystem(
            Configuration.unix().toBuilder().setMaxSize(DISK).build());
    private final Path folder = disk.getPath("/files");
    private final FileStore store = DiskFileStore.open(folder);

    @AfterEach
    void close() throws IOException {
        disk.close();
    }

    private void fillUpTo(int free) throws IOException {
        Path ballast = disk.getPath("/ballast");
        int size = (int) Files.getFileStore(folder).getUsableSpace() - free;
        Files.write(ballast, new byte[size]);
    }

    @Test
    void uploadShouldFailAndLeaveNothingWhenTheDiskFillsUp() throws IOException {
        ContentKey stored = put(store, "hello");
        try (Upload upload = store.begin()) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10; i++) {
                            upload.write(ByteBuffer.wrap(bytes(i, MIB)));
                        }
                    })
                    .isInstanceOf(StoreFull.class);
        }

        assertThat(Files.getFileStore(folder).getUsableSpace()).isGreaterThan(DISK - MIB);
        assertThat(read(store, stored)).asString().isEqualTo("hello");
        assertThat(put(store, bytes(1, MIB))).isNotEqualTo(stored);
    }

    @Test
    void uploadShouldFailWhenASingleWriteFindsNoSpace() {
        try (Upload upload = store.begin()) {
            assertThatThrownBy(() -> upload.write(ByteBuffer.allocate(2 * DISK)))
                    .isInstanceOf(StoreFull.class);
        }
    }

    @Test
    void uploadShouldBeRefusedWhileOnlyTheReserveIsLeft() throws IOException {
        ContentKey stored = put(store, "hello");
        fillUpTo(200_000);

        assertThatThrownBy(store::begin).isInstanceOf(StoreFull.class);
        assertThat(read(store, stored)).asString().isEqualTo("hello");

        Files.delete(disk.getPath("/ballast"));
        assertThat(put(store, "hello")).isEqualTo(stored);
    }
}
