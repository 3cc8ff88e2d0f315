package dev.chatrooms.application.file;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.file.UploadedFile;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An upload in progress: {@link #write} any number of times, then {@link #finish}. It is written to the store as it
 * goes, and holds no memory between two writes. No method blocks.
 *
 * <p>Not thread-safe. A call may begin when the future of the one before is complete; only {@link #close} may come at
 * any time.
 */
public interface FileUpload extends AutoCloseable {
    /**
     * Announces the size of the file, as far as it is known.
     *
     * @throws ChatException {@code payload_too_large}, {@code quota_exceeded} if a file of at least this size is not
     *     accepted
     */
    void expect(long bytes);

    /**
     * Appends the remaining bytes of the buffer, which is the caller's again when the future completes.
     *
     * @return fails with a {@link ChatException}: {@code payload_too_large}, {@code quota_exceeded},
     *     {@code unavailable}. Then the upload has failed
     */
    CompletableFuture<Void> write(ByteBuffer bytes);

    /**
     * Completes the upload. The type of the file, and its thumbnail, are found from its bytes.
     *
     * @param name the name that the uploader gives it, with or without folders; null for none
     * @return the file, once it is durable; fails as {@link #write}, and with {@code unauthenticated}
     */
    CompletableFuture<UploadedFile> finish(@Nullable String name);

    /** Ends the upload. Unless it is finished, nothing of it remains. */
    @Override
    void close();
}
