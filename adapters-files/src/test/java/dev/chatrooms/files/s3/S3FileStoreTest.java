package dev.chatrooms.files.s3;

import static dev.chatrooms.application.spi.FileStoreContract.bytes;
import static dev.chatrooms.application.spi.FileStoreContract.put;
import static dev.chatrooms.application.spi.FileStoreContract.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.FileStore.StoredContent;
import dev.chatrooms.application.spi.FileStoreContract;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.domain.file.ContentKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;

/** The store in a bucket of a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3FileStoreTest implements FileStoreContract {
    private static final int MIB = 1024 * 1024;

    private S3Server server;
    private Path folder;
    private final List<S3FileStore> stores = new ArrayList<>();

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        server = S3Server.start(temporary);
    }

    @AfterAll
    void stop() {
        stores.forEach(S3FileStore::close);
        server.close();
    }

    @Override
    public FileStore store() {
        return store(server.newBucket());
    }

    private S3FileStore store(URI url) {
        S3FileStore store = S3FileStore.open(url, S3Server.KEYS, folder.resolve("data"));
        stores.add(store);
        return store;
    }

    @Test
    void largeContentShouldBeStoredInParts() throws IOException {
        FileStore store = store();
        byte[] bytes = bytes(1, 20 * MIB + 123);

        ContentKey hash = put(store, bytes);

        assertThat(store.find(hash)).map(StoredContent::size).contains((long) bytes.length);
        assertThat(store.verify(hash)).contains(true);
        assertThat(read(store, hash, 8 * MIB - 5, 10)).isEqualTo(Arrays.copyOfRange(bytes, 8 * MIB - 5, 8 * MIB + 5));
        try (InputStream in = store.open(hash, 0, Long.MAX_VALUE).orElseThrow()) {
            assertThat(in.readNBytes(1000)).isEqualTo(Arrays.copyOf(bytes, 1000));
        }
        assertThat(store.delete(hash)).isTrue();
    }

    @Test
    void nodesShouldShareTheBucketAndIgnoreWhatIsNotTheirs() {
        URI url = server.newBucket();
        FileStore one = store(url);
        FileStore other = store(url);
        String bucket = BucketAddress.parse(url).bucket();
        for (String key : new String[] {"some/other", "some/prefix/notes", "zzz"}) {
            server.client().putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString("x"));
        }

        put(one, "hello");

        assertThat(read(other, HELLO)).asString().isEqualTo("hello");
        assertThat(other.list(null, 1)).extracting(StoredContent::key).containsExactly(HELLO);
        assertThat(other.list(HELLO, 1)).isEmpty();
    }

    @Test
    void partsOfKilledUploadsShouldBeRemoved() {
        URI url = server.newBucket();
        FileStore store = store(url);
        BucketAddress address = BucketAddress.parse(url);
        server.client()
                .createMultipartUpload(create -> create.bucket(address.bucket()).key(address.prefix() + HELLO));

        assertThat(store.removeAbandoned(Instant.now().minus(Duration.ofHours(1))))
                .isZero();
        assertThat(store.removeAbandoned(Instant.now().plus(Duration.ofHours(1))))
                .isOne();
        assertThat(store.removeAbandoned(Instant.now().plus(Duration.ofHours(1))))
                .isZero();
    }

    @Test
    void failureShouldBeUnavailabilityAndNeverAbsence() {
        FileStore away = store(URI.create("http://127.0.0.1:1/bucket"));
        FileStore wrongKeys = S3FileStore.open(
                server.newBucket(), new S3FileStore.Keys("access-key", "wrong"), folder.resolve("data"));

        for (FileStore store : List.of(away, wrongKeys)) {
            assertThatThrownBy(() -> store.find(HELLO)).isInstanceOf(StoreUnavailable.class);
            assertThatThrownBy(() -> store.open(HELLO, 0, 1)).isInstanceOf(StoreUnavailable.class);
            assertThatThrownBy(() -> store.delete(HELLO)).isInstanceOf(StoreUnavailable.class);
            assertThatThrownBy(() -> store.list(null, 1)).isInstanceOf(StoreUnavailable.class);
            assertThatThrownBy(() -> put(store, "hello"))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessage("the bucket of the file store cannot be used");
        }
        assertThatThrownBy(() -> put(store(server.missingBucket()), "hello")).isInstanceOf(StoreUnavailable.class);
        assertThat(S3Server.KEYS.toString()).doesNotContain("key");
    }

    @Test
    void addressShouldBeReadFromTheUrl() {
        assertThat(BucketAddress.parse(URI.create("https://s3.example.org:9000/files/a/b/?region=eu-central-1")))
                .isEqualTo(
                        new BucketAddress(URI.create("https://s3.example.org:9000"), "files", "a/b/", "eu-central-1"));
        assertThat(BucketAddress.parse(URI.create("http://localhost/files")))
                .isEqualTo(new BucketAddress(URI.create("http://localhost"), "files", "", "us-east-1"));
        assertThatIllegalArgumentException().isThrownBy(() -> BucketAddress.parse(URI.create("http://localhost/")));
    }
}
