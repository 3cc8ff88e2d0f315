package dev.chatrooms.application.message;

import dev.chatrooms.domain.file.AttachmentPolicy;
import dev.chatrooms.domain.id.FileId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.metadata.Metadata;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message to post, not yet validated. It has a text, or files, or both.
 *
 * @param replyTo the message that it replies to
 * @param threadId the root message of its thread
 * @param attachments the ids of its files, in order
 * @param metadata custom data, see {@link #withMetadata}
 * @param fromClient whether it comes from a client, see {@link #asOfClient}
 */
public record Send(
        RoomId roomId,
        @Nullable String text,
        @Nullable MessageId replyTo,
        @Nullable MessageId threadId,
        List<UUID> attachments,
        @Nullable String clientId,
        @Nullable Metadata metadata,
        boolean fromClient) {
    public static final int MAX_ATTACHMENTS = AttachmentPolicy.MAX_FILES;

    public Send {
        attachments = List.copyOf(attachments);
    }

    /** Creates a send that has only a text. */
    public Send(RoomId roomId, @Nullable String text, @Nullable String clientId) {
        this(roomId, text, null, null, List.of(), clientId);
    }

    /** Creates a send without custom data. */
    public Send(
            RoomId roomId,
            @Nullable String text,
            @Nullable MessageId replyTo,
            @Nullable MessageId threadId,
            List<UUID> attachments,
            @Nullable String clientId) {
        this(roomId, text, replyTo, threadId, attachments, clientId, null, false);
    }

    /** Creates a send of the host's own code. */
    public Send(
            RoomId roomId,
            @Nullable String text,
            @Nullable MessageId replyTo,
            @Nullable MessageId threadId,
            List<UUID> attachments,
            @Nullable String clientId,
            @Nullable Metadata metadata) {
        this(roomId, text, replyTo, threadId, attachments, clientId, metadata, false);
    }

    /** Returns this send with files that the sender has uploaded and not attached yet. */
    public Send withAttachments(List<FileId> files) {
        List<UUID> ids = files.stream().map(FileId::value).toList();
        return new Send(roomId, text, replyTo, threadId, ids, clientId, metadata, fromClient);
    }

    /** Returns this send with custom data, which everyone who sees the message sees too. */
    public Send withMetadata(@Nullable Metadata data) {
        return new Send(roomId, text, replyTo, threadId, attachments, clientId, data, fromClient);
    }

    /**
     * Returns this send as one of a client and not of the host's own code. Among clients, only bots and the application
     * may set custom data.
     */
    public Send asOfClient() {
        return new Send(roomId, text, replyTo, threadId, attachments, clientId, metadata, true);
    }
}
