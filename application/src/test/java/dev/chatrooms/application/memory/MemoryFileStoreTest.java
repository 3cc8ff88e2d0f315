package dev.chatrooms.application.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.FileStore.StoredContent;
import dev.chatrooms.application.spi.FileStore.Upload;
import dev.chatrooms.application.spi.FileStoreContract;
import dev.chatrooms.application.spi.StoreFull;
import dev.chatrooms.domain.file.ContentKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryFileStoreTest implements FileStoreContract {
    private final HandClock clock = new HandClock();

    @Override
    public FileStore store() {
        return new MemoryFileStore(clock);
    }

    @Test
    void uploadsShouldBeRefusedWhenTheCapacityIsUsed() {
        FileStore store = new MemoryFileStore(clock, 100);
        ContentKey first = FileStoreContract.put(store, FileStoreContract.bytes(1, 60));

        assertThat(FileStoreContract.put(store, FileStoreContract.bytes(2, 40))).isNotEqualTo(first);
        try (Upload upload = store.begin()) {
            assertThatThrownBy(() -> upload.write(ByteBuffer.allocate(1))).isInstanceOf(StoreFull.class);
        }
        store.delete(first);
        for (int round = 0; round < 3; round++) {
            try (Upload unfinished = store.begin()) {
                unfinished.write(ByteBuffer.allocate(60));
            }
        }
        assertThat(FileStoreContract.put(store, FileStoreContract.bytes(1, 60))).isEqualTo(first);
    }

    @Test
    void storedAtShouldBeTheTimeOfTheLatestUpload() {
        FileStore store = store();
        ContentKey hash = FileStoreContract.put(store, "hello");
        clock.advance(Duration.ofMinutes(1));
        assertThat(FileStoreContract.put(store, "hello")).isEqualTo(hash);

        assertThat(store.find(hash)).map(StoredContent::storedAt).contains(clock.instant());
    }
}
