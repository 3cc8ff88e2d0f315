package dev.chatrooms.files.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.input.BoundedInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Sends files to a bucket, in parts if they are large. Each part can be read again, for the retries of the SDK. */
final class ObjectWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectWriter.class);
    private static final long PART = 8L * 1024 * 1024;
    private static final int MAX_PARTS = 10_000;
    private static final String TYPE = "application/octet-stream";

    private final S3Client client;
    private final BucketAddress address;

    ObjectWriter(S3Client client, BucketAddress address) {
        this.client = client;
        this.address = address;
    }

    void write(Path file, long size, String key) {
        try {
            if (size <= PART) {
                client.putObject(put -> put.bucket(address.bucket()).key(key).contentType(TYPE), body(file, 0, size));
            } else {
                writeParts(file, size, key);
            }
        } catch (SdkException e) {
            throw Failures.of(e);
        }
    }

    private void writeParts(Path file, long size, String key) {
        String upload = client.createMultipartUpload(
                        create -> create.bucket(address.bucket()).key(key).contentType(TYPE))
                .uploadId();
        try {
            long part = Math.max(PART, (size + MAX_PARTS - 1) / MAX_PARTS);
            List<CompletedPart> parts = new ArrayList<>();
            for (long at = 0; at < size; at += part) {
                int number = parts.size() + 1;
                String tag = client.uploadPart(
                                request -> request.bucket(address.bucket())
                                        .key(key)
                                        .uploadId(upload)
                                        .partNumber(number),
                                body(file, at, Math.min(part, size - at)))
                        .eTag();
                parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
            }
            client.completeMultipartUpload(request -> request.bucket(address.bucket())
                    .key(key)
                    .uploadId(upload)
                    .multipartUpload(all -> all.parts(parts)));
        } catch (RuntimeException e) {
            abortAfter(e, key, upload);
            throw e;
        }
    }

    private void abortAfter(RuntimeException cause, String key, String upload) {
        try {
            abort(key, upload);
        } catch (SdkException e) {
            LOG.warn("the parts of a failed upload remain in the bucket; the collector removes them");
            cause.addSuppressed(e);
        }
    }

    private void abort(String key, String upload) {
        client.abortMultipartUpload(
                request -> request.bucket(address.bucket()).key(key).uploadId(upload));
    }

    /** Removes the parts of uploads that began before the given time and have not ended, and returns their number. */
    int abortUnfinished(Instant before) {
        int aborted = 0;
        // A page has at most a thousand.
        for (MultipartUpload upload : client.listMultipartUploadsPaginator(
                        request -> request.bucket(address.bucket()).prefix(address.prefix()))
                .uploads()) {
            if (upload.initiated() != null && upload.initiated().isBefore(before)) {
                abort(upload.key(), upload.uploadId());
                aborted++;
            }
        }
        return aborted;
    }

    private static RequestBody body(Path file, long offset, long length) {
        return RequestBody.fromContentProvider(() -> stream(file, offset, length), length, TYPE);
    }

    private static InputStream stream(Path file, long offset, long length) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            channel.position(offset);
            return BoundedInputStream.builder()
                    .setInputStream(Channels.newInputStream(channel))
                    .setMaxCount(length)
                    .get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
