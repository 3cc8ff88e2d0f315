package dev.chatrooms.application.file.internal;

import static dev.chatrooms.application.Outcomes.get;
import static dev.chatrooms.application.Outcomes.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.HandClock;
import dev.chatrooms.application.file.FileDownload;
import dev.chatrooms.application.memory.MemoryFileStore;
import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.ForwardingFileStore;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.file.ContentKey;
import dev.chatrooms.domain.file.FileName;
import dev.chatrooms.domain.file.MediaType;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.FileId;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Downloads from a store that hangs. */
class StoredDownloadTest {
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger closed = new AtomicInteger();
    private final FileStore store = new HangingStore();
    private FileThreads threads;

    private final class HangingStore extends ForwardingFileStore {
        HangingStore() {
            super(new MemoryFileStore(new HandClock()));
        }

        @Override
        public Optional<InputStream> open(ContentKey content, long offset, long length) {
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return super.open(content, offset, length).map(bytes -> new FilterInputStream(bytes) {
                @Override
                public void close() throws IOException {
                    closed.incrementAndGet();
                    super.close();
                }
            });
        }
    }

    @AfterEach
    void stop() {
        release.countDown();
        threads.close();
    }

    private StoredDownload download(Duration limit) {
        threads = new FileThreads(Runnable::run, 1, 1, limit);
        FileId id = new FileId(new UUID(1, 2));
        UploadedFile file;
        try (FileStore.Upload upload = store.begin()) {
            upload.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            ContentKey key = ContentKey.of(upload.finish().hash(), id);
            upload.store(key);
            file = new UploadedFile(
                    id,
                    new AccountId(new UUID(3, 4)),
                    FileName.UNNAMED,
                    key,
                    3,
                    MediaType.UNKNOWN,
                    null,
                    null,
                    null,
                    Instant.EPOCH);
        }
        return StoredDownload.of(store, threads, file);
    }

    @Test
    void openShouldBeUnavailableWhenItTakesTooLongAndCloseWhatComesLate() {
        StoredDownload download = download(Duration.ofMillis(1));

        assertThat(refusal(download.open(0, 3)).code()).isEqualTo(RefusalCode.UNAVAILABLE);
        assertThat(refusal(download.open(0, 3)).refusal().detail()).contains("too many files");

        release.countDown();
        Eventually.await(() -> closed.get() == 1);
    }

    @Test
    void openShouldBeRefusedBeyondThePlacesOfTheNodeUntilAContentIsClosed() {
        StoredDownload download = download(Duration.ofMinutes(10));
        release.countDown();
        FileDownload.Content first = get(download.open(0, 3));

        assertThat(refusal(download.open(0, 3)).code()).isEqualTo(RefusalCode.UNAVAILABLE);
        first.close();
        first.close();

        FileDownload.Content second = get(download.open(0, 3));
        ByteBuffer bytes = ByteBuffer.allocate(10);
        assertThat(get(second.read(bytes))).isEqualTo(3);
        second.close();
        assertThat(closed).hasValue(2);
    }
}
