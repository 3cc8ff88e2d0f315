package dev.chatrooms.files.s3;

import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.domain.file.ContentKey;
import dev.chatrooms.files.internal.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Stores contents as objects named by their key in a bucket. An upload is written to a local file and sent to the
 * bucket when it is stored, in parts if it is large, so that the SDK can repeat what fails without holding it in
 * memory. The bucket shows an object only when it is complete.
 */
public final class S3FileStore implements FileStore, AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(20);
    /** Of one attempt for one part, which has 8 MiB unless the content is larger than 80 GB. */
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofMinutes(1);

    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(2);
    private static final int NOT_FOUND = 404;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final S3Client client;
    private final BucketAddress address;
    private final Spool spool;
    private final ObjectWriter writer;

    private S3FileStore(S3Client client, BucketAddress address, Spool spool) {
        this.client = client;
        this.address = address;
        this.spool = spool;
        this.writer = new ObjectWriter(client, address);
    }

    /** The keys of a bucket. */
    public record Keys(String accessKey, String secretKey) {
        @Override
        public String toString() {
            return "[REDACTED]";
        }
    }

    /**
     * Opens the store. The bucket must exist; it is not contacted yet.
     *
     * @param url {@code https://endpoint/bucket/prefix?region=…}
     * @param keys null to use those of the environment
     * @param folder for uploads in progress
     * @throws StoreUnavailable if the folder cannot be created
     */
    public static S3FileStore open(URI url, @Nullable Keys keys, Path folder) {
        BucketAddress address = BucketAddress.parse(url);
        try {
            return new S3FileStore(client(address, keys), address, new Spool(folder.resolve("incoming")));
        } catch (IOException e) {
            throw new StoreUnavailable("the folder for uploads cannot be created", e);
        }
    }

    private static S3Client client(BucketAddress address, @Nullable Keys keys) {
        AwsCredentialsProvider credentials = keys == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(keys.accessKey(), keys.secretKey()));
        return S3Client.builder()
                .endpointOverride(address.endpoint())
                .region(Region.of(address.region()))
                .credentialsProvider(credentials)
                .forcePathStyle(true)
                // Many stores do not know the newer checksums. Contents are verified by their hash.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(SILENCE_TIMEOUT)
                        .build())
                .overrideConfiguration(
                        limits -> limits.apiCallAttemptTimeout(ATTEMPT_TIMEOUT).apiCallTimeout(CALL_TIMEOUT))
                .build();
    }

    @Override
    public Upload begin() {
        return spool.begin((file, channel, key) -> writer.write(file, channel.size(), key(key)));
    }

    @Override
    public Optional<InputStream> open(ContentKey content, long offset, long length) {
        if (length == 0) {
            return find(content).map(found -> InputStream.nullInputStream());
        }
        long last = length > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + length - 1;
        String range = "bytes=" + offset + "-" + (last == Long.MAX_VALUE ? "" : last);
        try {
            return Optional.of(new ObjectStream(client.getObject(
                    get -> get.bucket(address.bucket()).key(key(content)).range(range))));
        } catch (S3Exception e) {
            if (e.statusCode() == RANGE_NOT_SATISFIABLE) {
                return Optional.of(InputStream.nullInputStream());
            }
            return absent(e);
        } catch (SdkException e) {
            throw Failures.of(e);
        }
    }

    @Override
    public Optional<StoredContent> find(ContentKey content) {
        try {
            HeadObjectResponse head = client.headObject(
                    request -> request.bucket(address.bucket()).key(key(content)));
            return Optional.of(new StoredContent(content, head.contentLength(), head.lastModified()));
        } catch (S3Exception e) {
            return absent(e);
        } catch (SdkException e) {
            throw Failures.of(e);
        }
    }

    /** A missing bucket is a failure, though its status is the same in the response to a HEAD. */
    private static <T> Optional<T> absent(S3Exception cause) {
        if (cause instanceof NoSuchKeyException || cause.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        throw Failures.of(cause);
    }

    @Override
    public boolean delete(ContentKey content) {
        if (find(content).isEmpty()) {
            return false;
        }
        try {
            client.deleteObject(request -> request.bucket(address.bucket()).key(key(content)));
            return true;
        } catch (SdkException e) {
            throw Failures.of(e);
        }
    }

    @Override
    public List<StoredContent> list(@Nullable ContentKey after, int limit) {
        String last = after == null ? address.prefix() : key(after);
        try {
            while (true) {
                ListObjectsV2Response objects = list(last, limit);
                List<StoredContent> page = objects.contents().stream()
                        .filter(object -> ContentKey.isValid(name(object)))
                        .map(object ->
                                new StoredContent(ContentKey.parse(name(object)), object.size(), object.lastModified()))
                        .toList();
                if (!page.isEmpty() || objects.contents().isEmpty()) {
                    return page;
                }
                // All of them were put there by others.
                last = objects.contents().get(objects.contents().size() - 1).key();
            }
        } catch (SdkException e) {
            throw Failures.of(e);
        }
    }

    private ListObjectsV2Response list(String after, int limit) {
        return client.listObjectsV2(request -> request.bucket(address.bucket())
                .prefix(address.prefix())
                .startAfter(after)
                .maxKeys(limit));
    }

    private String name(S3Object object) {
        return object.key().substring(address.prefix().length());
    }

    @Override
    public int removeAbandoned(Instant idleSince) {
        int files = spool.removeAbandoned(idleSince);
        try {
            return files + writer.abortUnfinished(idleSince);
        } catch (SdkException e) {
            throw Failures.of(e);
        }
    }

    private String key(ContentKey content) {
        return address.prefix() + content.value();
    }

    @Override
    public void close() {
        client.close();
    }
}
