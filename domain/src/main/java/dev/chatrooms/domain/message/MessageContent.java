package dev.chatrooms.domain.message;

import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.metadata.Metadata;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a message that commands change.
 *
 * @param text null if and only if the message is deleted
 * @param attachments its files; none if the message is deleted
 * @param metadata null for none, and if the message is deleted
 * @param editedAt the time of the last edit; null for none
 * @param deletedAt null until the message is deleted
 */
public record MessageContent(
        @Nullable MessageText text,
        List<UploadedFile> attachments,
        @Nullable Metadata metadata,
        Mentions mentions,
        boolean pinned,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt) {
    public MessageContent {
        attachments = List.copyOf(attachments);
    }

    /** Creates the content of a message that was posted just now. */
    public MessageContent(
            MessageText text, List<UploadedFile> attachments, @Nullable Metadata metadata, Mentions mentions) {
        this(text, attachments, metadata, mentions, false, null, null);
    }

    MessageContent withMetadata(@Nullable Metadata other) {
        return new MessageContent(text, attachments, other, mentions, pinned, editedAt, deletedAt);
    }

    MessageContent excerpt(int maxCodePoints) {
        return text == null || text.value().length() <= maxCodePoints
                ? this
                : new MessageContent(
                        MessageText.excerpt(text.value(), maxCodePoints),
                        attachments,
                        metadata,
                        mentions,
                        pinned,
                        editedAt,
                        deletedAt);
    }
}
