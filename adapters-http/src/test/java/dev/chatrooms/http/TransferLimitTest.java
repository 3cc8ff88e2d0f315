package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.memory.MemoryFileStore;
import dev.chatrooms.application.spi.ForwardingFileStore;
import dev.chatrooms.domain.file.ContentKey;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The transfers of one account at a time, of which there may be two here. */
class TransferLimitTest {
    /** The content that makes the store wait. */
    private static final byte[] SLOW = Form.bytes("slow");

    private final ManualTime time = new ManualTime();
    private final CountDownLatch release = new CountDownLatch(1);
    private final SlowStore store = new SlowStore();
    private TestServer server;
    private Person alice;
    private Person bob;

    private final class SlowStore extends ForwardingFileStore {
        private volatile ContentKey slow;

        SlowStore() {
            super(new MemoryFileStore(InstantSource.system()));
        }

        @Override
        public Optional<InputStream> open(ContentKey content, long offset, long length) {
            if (content.equals(slow)) {
                awaitRelease();
            }
            return super.open(content, offset, length);
        }

        @Override
        public Upload begin() {
            return new ForwardingUpload(super.begin()) {
                @Override
                public void write(ByteBuffer bytes) {
                    boolean waits = slow != null && bytes.equals(ByteBuffer.wrap(SLOW));
                    super.write(bytes);
                    if (waits) {
                        awaitRelease();
                    }
                }

                @Override
                public void store(ContentKey key) {
                    super.store(key);
                    if (size() == SLOW.length) {
                        slow = key;
                    }
                }
            };
        }

        private void awaitRelease() {
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @BeforeEach
    void start() {
        Chat chat = Chat.inMemoryBuilder()
                .settings(TestServer.NO_LIMITS)
                .fileStore(store)
                .build();
        server = TestServer.start(chat, time, settings -> settings.requestsInFlight(1));
        alice = server.person("alice");
        bob = server.person("bob");
    }

    @AfterEach
    void stop() {
        release.countDown();
        server.close();
    }

    /** Waits until one of the calls is refused, and checks that it is the only one. */
    private void assertOneIsRefused(List<CompletableFuture<Response>> calls) {
        Eventually.await(() -> {
            time.advance(Duration.ofSeconds(1));
            return calls.stream().anyMatch(CompletableFuture::isDone);
        });
        List<Response> refused = calls.stream()
                .filter(CompletableFuture::isDone)
                .map(CompletableFuture::join)
                .toList();
        assertThat(refused).extracting(Response::status).containsExactly(429);
        assertThat(refused.get(0).code()).isEqualTo("rate_limited");
        assertThat(refused.get(0).header("Retry-After")).isEqualTo("1");
    }

    @Test
    void downloadsShouldWaitAndThenBeRefusedAndConcernNoOther() {
        String slow = Form.upload(alice, "slow", SLOW).at("/url");
        String other = Form.upload(bob, "other", Form.bytes("other")).at("/url");
        List<CompletableFuture<Response>> downloads = Stream.of(1, 2, 3)
                .map(i -> server.sendAsync(alice.request(slow)))
                .toList();

        assertOneIsRefused(downloads);
        assertThat(bob.get(other).status()).isEqualTo(200);
        assertThat(alice.get("/api/v1/me").status()).isEqualTo(200);

        release.countDown();
        assertThat(downloads.stream().map(CompletableFuture::join).map(Response::status))
                .containsExactlyInAnyOrder(200, 200, 429);
        assertThat(alice.get(slow).status()).isEqualTo(200);
    }

    @Test
    void uploadsShouldWaitAndThenBeRefusedAndConcernNoOther() {
        Form.upload(alice, "slow", SLOW);
        List<CompletableFuture<Response>> uploads = Stream.of(1, 2, 3)
                .map(i -> server.sendAsync(Form.uploading(alice, "slow", SLOW)))
                .toList();

        assertOneIsRefused(uploads);
        assertThat(Form.upload(bob, "other", Form.bytes("other")).status()).isEqualTo(201);

        release.countDown();
        assertThat(uploads.stream().map(CompletableFuture::join).map(Response::status))
                .containsExactlyInAnyOrder(201, 201, 429);
        assertThat(Form.upload(alice, "again", Form.bytes("again")).status()).isEqualTo(201);
    }
}
