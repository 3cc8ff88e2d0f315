package dev.chatrooms.files.internal;

import dev.chatrooms.application.spi.ContentDigest;
import dev.chatrooms.application.spi.FileStore.StagedContent;
import dev.chatrooms.application.spi.FileStore.Upload;
import dev.chatrooms.application.spi.SeekableContent;
import dev.chatrooms.domain.file.ContentHash;
import dev.chatrooms.domain.file.ContentKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An upload in a file of its own. */
public final class SpooledUpload implements Upload {
    private static final Logger LOG = LoggerFactory.getLogger(SpooledUpload.class);
    private static final long SPACE_CHECK_BYTES = 1024L * 1024;

    private final Path file;
    private final FileChannel channel;
    private final DiskSpace space;
    private final Publication publication;
    private final ContentDigest digest = new ContentDigest();
    private long size;
    private long checked;
    private @Nullable ContentHash hash;

    /** Moves or copies a finished file into the store. */
    @FunctionalInterface
    public interface Publication {
        /**
         * Returns when the content is durable in the store.
         *
         * @param file is deleted afterwards if it is still there
         */
        void publish(Path file, FileChannel channel, ContentKey key) throws IOException;
    }

    SpooledUpload(Path file, FileChannel channel, DiskSpace space, Publication publication) {
        this.file = file;
        this.channel = channel;
        this.space = space;
        this.publication = publication;
    }

    @Override
    public void write(ByteBuffer bytes) {
        digest.update(bytes);
        try {
            while (bytes.hasRemaining()) {
                size += channel.write(bytes);
            }
        } catch (IOException e) {
            throw space.failure(e, bytes.remaining());
        }
        if (size - checked >= SPACE_CHECK_BYTES) {
            checked = size;
            space.require();
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public StagedContent finish() {
        ContentHash finished = digest.hash();
        hash = finished;
        return new StagedContent(finished, new SpooledContent(file, size));
    }

    @Override
    public void store(ContentKey key) {
        if (hash == null || !channel.isOpen()) {
            throw new IllegalStateException("an upload is stored after it is finished and before it is closed");
        }
        if (!key.hash().equals(hash)) {
            throw new IllegalArgumentException("the key of another content");
        }
        try {
            publication.publish(file, channel, key);
        } catch (IOException e) {
            throw space.failure(e);
        }
    }

    @Override
    public void close() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("an unfinished upload could not be deleted; the collector will", e);
        }
    }

    private record SpooledContent(Path file, long size) implements SeekableContent {
        @Override
        public SeekableByteChannel open() throws IOException {
            return FileChannel.open(file, StandardOpenOption.READ);
        }
    }
}
