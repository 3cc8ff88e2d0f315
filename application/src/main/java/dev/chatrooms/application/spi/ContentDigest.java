package dev.chatrooms.application.spi;

import dev.chatrooms.domain.file.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Computes the hash of a content from its bytes in order. */
public final class ContentDigest {
    private static final int BUFFER = 64 * 1024;

    private final MessageDigest digest;

    public ContentDigest() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Adds the remaining bytes of the buffer, whose position does not change. */
    public void update(ByteBuffer bytes) {
        digest.update(bytes.duplicate());
    }

    /** Returns the hash of all bytes and starts anew. */
    public ContentHash hash() {
        return ContentHash.of(digest.digest());
    }

    /**
     * Returns the hash of a stream's bytes and closes the stream.
     *
     * @throws StoreUnavailable if the stream cannot be read
     */
    static ContentHash of(InputStream bytes) {
        try (bytes) {
            ContentDigest digest = new ContentDigest();
            byte[] buffer = new byte[BUFFER];
            for (int read = bytes.read(buffer); read != -1; read = bytes.read(buffer)) {
                digest.update(ByteBuffer.wrap(buffer, 0, read));
            }
            return digest.hash();
        } catch (IOException e) {
            throw new StoreUnavailable("a stored content cannot be read", e);
        }
    }
}
