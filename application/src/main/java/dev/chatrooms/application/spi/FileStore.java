package dev.chatrooms.application.spi;

import dev.chatrooms.domain.file.ContentHash;
import dev.chatrooms.domain.file.ContentKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of files, addressed by a key that begins with their hash. Names, owners and permissions are kept elsewhere.
 * A content never changes.
 *
 * <p>Every method blocks on I/O. Uploads and reads hold a few kilobytes of memory each, whatever the size of the
 * content. Several nodes may share a store.
 *
 * <p><b>Deleting and uploading the same content.</b> A store cannot know whether a content is still needed; its user
 * records that in the database. A deletion may take long, or reach the store when its caller has given it up. So that
 * none hits a content that is uploaded again:
 *
 * <ol>
 *   <li>An upload records its reference to the key and commits that transaction between {@link Upload#finish} and
 *       {@link Upload#store}, which writes the content even if it is there. It takes the key of an equal content that
 *       has references, or else a key that was never used.
 *   <li>A deletion begins after a transaction that has found no reference to the key. The key then never gets one.
 * </ol>
 *
 * A reference without content then remains only from an upload that was never answered.
 *
 * <p>Failures: {@link StoreFull} if a write finds no space, and {@link StoreUnavailable} for every other failure. An
 * empty result always means that the content is not stored. Thread-safe, except for each single upload.
 */
public interface FileStore {
    /** The largest page of {@link #list}. */
    int MAX_PAGE = 1000;

    /** Begins an upload. The caller closes it. */
    Upload begin();

    /**
     * Opens a part of a content. The stream ends after {@code length} bytes, or where the content ends. The caller
     * closes it. On a content that is deleted meanwhile, it goes on or throws an {@link IOException}; it never ends
     * early.
     *
     * @param offset of the first byte, at least 0
     * @param length at least 0
     */
    Optional<InputStream> open(ContentKey content, long offset, long length);

    /** Finds the facts about a content. */
    Optional<StoredContent> find(ContentKey content);

    /** Deletes a content, see the class comment, and returns whether it was there. */
    boolean delete(ContentKey content);

    /**
     * Returns the stored contents after the given one, in the order of their keys, without those of unfinished uploads.
     * Contents that are added or deleted meanwhile may be missing. Only an empty page is the end.
     *
     * @param after null to begin
     * @param limit the size of a full page, from 1 to {@value #MAX_PAGE}
     */
    List<StoredContent> list(@Nullable ContentKey after, int limit);

    /**
     * Removes what uploads have left that ended without {@link Upload#close}, for example because the process was
     * killed, and returns their number. Uploads in progress on other nodes must be spared: only those count that have
     * not been written to since the given time.
     */
    int removeAbandoned(Instant idleSince);

    /** Reads a content from end to end and returns whether it has its hash; empty if it is not stored. */
    default Optional<Boolean> verify(ContentKey content) {
        return open(content, 0, Long.MAX_VALUE)
                .map(bytes -> ContentDigest.of(bytes).equals(content.hash()));
    }

    /**
     * A content in the store.
     *
     * @param size in bytes
     * @param storedAt the time of its latest upload, by the clock of the store
     */
    record StoredContent(ContentKey key, long size, Instant storedAt) {}

    /** The bytes of a finished upload, readable until the upload is closed. */
    record StagedContent(ContentHash hash, SeekableContent bytes) {}

    /**
     * An upload: {@link #write} any number of times, {@link #finish}, {@link #store}, {@link #close}. Without
     * {@code store} it leaves nothing. Used by one thread at a time.
     */
    interface Upload extends AutoCloseable {
        /** Appends the remaining bytes of the buffer, all of them. */
        void write(ByteBuffer bytes);

        /** Returns the number of bytes written so far. */
        long size();

        /** Ends the writing and returns the content, which is not in the store yet. */
        StagedContent finish();

        /**
         * Puts the finished content into the store. When it returns, the content is durable, also against a failure of
         * power. A content that is there already is replaced, which mends it if it was damaged.
         *
         * @param key has the hash of the content
         */
        void store(ContentKey key);

        /** Releases all resources, and the bytes unless they are stored. Never fails; may be called again. */
        @Override
        void close();
    }
}
