package dev.chatrooms.domain.message;

import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.FileId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.metadata.Metadata;
import dev.chatrooms.domain.room.Room;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message to be posted, before it has a place in the room.
 *
 * @param attachments the files that it shows, in order
 * @param metadata null for none
 * @param fromClient whether it comes from a client and not from the host's own code
 * @param replyTo the message that it replies to; null for none
 * @param threadId the root of its thread; null for none
 * @param names the names that the text mentions, whether or not they exist
 * @param createdAt time of receipt; the order of messages is that of the log, not of this clock
 * @param clientId null if the sender does not need repeats to be recognised
 */
public record Draft(
        MessageId id,
        RoomId roomId,
        AccountId senderId,
        MessageText text,
        List<FileId> attachments,
        @Nullable Metadata metadata,
        boolean fromClient,
        @Nullable MessageId replyTo,
        @Nullable MessageId threadId,
        NamesInText names,
        Instant createdAt,
        @Nullable ClientId clientId) {
    public Draft {
        attachments = List.copyOf(attachments);
    }

    /** Creates a draft without files. */
    public Draft(
            MessageId id,
            RoomId roomId,
            AccountId senderId,
            MessageText text,
            @Nullable Metadata metadata,
            @Nullable MessageId replyTo,
            @Nullable MessageId threadId,
            NamesInText names,
            Instant createdAt,
            @Nullable ClientId clientId) {
        this(id, roomId, senderId, text, List.of(), metadata, false, replyTo, threadId, names, createdAt, clientId);
    }

    /** Creates a draft without files and metadata that replies to nothing and is in no thread. */
    public Draft(
            MessageId id,
            RoomId roomId,
            AccountId senderId,
            MessageText text,
            Instant createdAt,
            @Nullable ClientId clientId) {
        this(id, roomId, senderId, text, null, null, null, NamesInText.of(text), createdAt, clientId);
    }

    /** Returns the draft with another text and its mentions. */
    public Draft withText(MessageText other) {
        return new Draft(
                id,
                roomId,
                senderId,
                other,
                attachments,
                metadata,
                fromClient,
                replyTo,
                threadId,
                NamesInText.of(other),
                createdAt,
                clientId);
    }

    /** Returns the message that this draft becomes at the next place of the room, without mentions and files. */
    public Message in(Room room) {
        return in(room, Mentions.NONE, List.of());
    }

    /** Returns the message that this draft becomes at the next place of the room. */
    public Message in(Room room, Mentions mentions, List<UploadedFile> files) {
        return new Message(
                id,
                roomId,
                room.lastSeq() + 1,
                senderId,
                new MessageContent(text, files, metadata, mentions),
                new MessageLinks(replyTo, threadId, 0),
                createdAt,
                clientId);
    }
}
