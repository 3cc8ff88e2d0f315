package dev.chatrooms.domain.file;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.FileId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An uploaded file. It never changes. At first only its uploader sees it; once it is attached to a message, all who may
 * read the message do. It ends with the message, or when it stays without one for a day.
 *
 * @param size in bytes
 * @param dimensions null unless it is a picture or video whose size is known
 * @param duration null unless it is a recording whose duration is known
 * @param thumbnail null if none could be made
 */
public record UploadedFile(
        FileId id,
        AccountId ownerId,
        FileName name,
        ContentKey content,
        long size,
        MediaType type,
        @Nullable Dimensions dimensions,
        @Nullable Duration duration,
        @Nullable Thumbnail thumbnail,
        Instant uploadedAt) {
    /**
     * Returns the file with other keys of the same contents.
     *
     * @param thumbnailKey null if there is no thumbnail
     */
    public UploadedFile withKeys(ContentKey key, @Nullable ContentKey thumbnailKey) {
        Thumbnail small = thumbnail == null || thumbnailKey == null
                ? null
                : new Thumbnail(thumbnailKey, thumbnail.size(), thumbnail.type());
        return new UploadedFile(id, ownerId, name, key, size, type, dimensions, duration, small, uploadedAt);
    }
}
