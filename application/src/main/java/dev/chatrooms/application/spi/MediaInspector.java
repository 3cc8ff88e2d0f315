package dev.chatrooms.application.spi;

import dev.chatrooms.application.common.EncodedImage;
import dev.chatrooms.domain.file.Dimensions;
import dev.chatrooms.domain.file.MediaType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a content is and makes pictures of it. The content comes from strangers: nothing that it says about
 * itself is trusted, neither a name nor a header, and no content can take the node's memory or run.
 *
 * <p>Blocks on I/O and computation for at most {@link #DEADLINE}. Thread-safe. The number of pictures that are computed
 * at once is bounded; further ones wait within their deadline.
 */
public interface MediaInspector {
    /** The time after which {@link #inspect} and {@link #avatar} give up. */
    Duration DEADLINE = Duration.ofSeconds(5);

    /** The longer side of a thumbnail in pixels, at most. */
    int MAX_THUMBNAIL_SIDE = 640;

    /** The most pixels of a picture from which a thumbnail is made. */
    long MAX_THUMBNAIL_PIXELS = 50_000_000;

    /** The longer side in pixels of a picture from which an avatar is made, at most. */
    int MAX_AVATAR_SOURCE_SIDE = 4096;

    /**
     * Inspects a content. A damaged one has a type, and lacks what cannot be found.
     *
     * @throws StoreUnavailable if the content cannot be read
     */
    Media inspect(SeekableContent content);

    /**
     * Makes an avatar of a PNG, JPEG, GIF or WebP picture.
     *
     * @param image at most {@link Avatars#MAX_BYTES}
     * @return a picture without metadata of at most as many bytes, in one of these formats
     * @throws ImageRejected if that is not possible
     */
    EncodedImage avatar(byte[] image);

    /**
     * The facts about a content.
     *
     * @param dimensions null unless it is a picture whose header can be read
     * @param duration null unless it is a recording that says its duration
     * @param thumbnail a JPEG, or a PNG if the picture is transparent in places, without metadata; null if none can be
     *     made
     */
    record Media(
            MediaType type,
            @Nullable Dimensions dimensions,
            @Nullable Duration duration,
            @Nullable EncodedImage thumbnail) {}

    /** Thrown when no avatar can be made of an image. */
    final class ImageRejected extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** The reason for a rejection. */
        public enum Reason {
            /** It is damaged, or not one of the formats. */
            UNSUPPORTED,
            /** It has too many pixels. */
            TOO_LARGE,
            /** Too many images are waiting, or the deadline has passed. */
            BUSY
        }

        private final Reason reason;

        public ImageRejected(Reason reason, @Nullable Throwable cause) {
            super("image rejected: " + reason, cause);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }
}
