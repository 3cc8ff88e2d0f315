package dev.chatrooms.domain.message;

import dev.chatrooms.domain.metadata.Metadata;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The part of a message that commands change.
 *
 * @param text null if and only if the message is deleted
 * @param metadata null for none, and if the message is deleted
 * @param editedAt the time of the last edit; null for none
 * @param deletedAt null until the message is deleted
 */
public record MessageContent(
        @Nullable MessageText text,
        @Nullable Metadata metadata,
        Mentions mentions,
        boolean pinned,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt) {
    /** Creates the content of a message that was posted just now. */
    public MessageContent(MessageText text, @Nullable Metadata metadata, Mentions mentions) {
        this(text, metadata, mentions, false, null, null);
    }

    MessageContent withMetadata(@Nullable Metadata other) {
        return new MessageContent(text, other, mentions, pinned, editedAt, deletedAt);
    }

    MessageContent excerpt(int maxCodePoints) {
        return text == null || text.value().length() <= maxCodePoints
                ? this
                : new MessageContent(
                        MessageText.excerpt(text.value(), maxCodePoints),
                        metadata,
                        mentions,
                        pinned,
                        editedAt,
                        deletedAt);
    }
}
