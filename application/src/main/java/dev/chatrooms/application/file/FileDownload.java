package dev.chatrooms.application.file;

import dev.chatrooms.domain.file.ContentHash;
import dev.chatrooms.domain.file.FileName;
import dev.chatrooms.domain.file.MediaType;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** A file, or its thumbnail, that the caller may read. It holds nothing until its content is opened. */
public interface FileDownload {
    FileName name();

    MediaType type();

    /** Returns the number of bytes. */
    long size();

    /** Returns the hash of the file, also for a thumbnail. It changes whenever the content does. */
    ContentHash hash();

    /**
     * Opens a part of the content. Does not block.
     *
     * @return fails with {@code unavailable}, or {@code not_found} if the file has been removed meanwhile
     */
    CompletableFuture<Content> open(long offset, long length);

    /**
     * Opens the whole content. Blocks on the store, also when the stream is read. The caller closes it.
     *
     * @throws dev.chatrooms.application.common.ChatException as {@link #open}
     */
    InputStream stream();

    /** An open content. Not thread-safe; only {@link #close} may come at any time. */
    interface Content extends AutoCloseable {
        /**
         * Reads the next bytes into the buffer, at least one unless the content ends. Does not block.
         *
         * @return the number of bytes, or -1 at the end
         */
        CompletableFuture<Integer> read(ByteBuffer target);

        @Override
        void close();
    }
}
