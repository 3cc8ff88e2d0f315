package dev.chatrooms.domain.message;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A posted message. Life cycle: posted, perhaps edited, perhaps deleted; a deleted one keeps its place and loses its
 * text and all that hangs on it. What people react with is kept beside it.
 *
 * @param seq its place in the room, from 1, without a gap
 * @param text null exactly when deleted
 * @param replyTo the message of the same room that it answers, deleted or not; null where it answers none
 * @param threadId the message under which it stands, in the same room; null where it stands for itself
 * @param threadCount how many stand under it, without deleted ones; none do where it stands under another itself
 */
public record Message(
        MessageId id,
        RoomId roomId,
        long seq,
        AccountId senderId,
        @Nullable MessageText text,
        @Nullable MessageId replyTo,
        @Nullable MessageId threadId,
        int threadCount,
        Mentions mentions,
        boolean pinned,
        Instant createdAt,
        @Nullable Instant editedAt,
        @Nullable Instant deletedAt,
        @Nullable ClientId clientId) {

    /** One that answers, calls and is answered by nobody. */
    public Message(
            MessageId id,
            RoomId roomId,
            long seq,
            AccountId senderId,
            @Nullable MessageText text,
            Instant createdAt,
            @Nullable Instant editedAt,
            @Nullable Instant deletedAt,
            @Nullable ClientId clientId) {
        this(
                id,
                roomId,
                seq,
                senderId,
                text,
                null,
                null,
                0,
                Mentions.NONE,
                false,
                createdAt,
                editedAt,
                deletedAt,
                clientId);
    }

    public boolean isDeleted() {
        return deletedAt != null;
    }

    /** The same with another text, which calls others. */
    public Message edited(MessageText newText, Mentions newMentions, Instant at) {
        return new Message(
                id,
                roomId,
                seq,
                senderId,
                newText,
                replyTo,
                threadId,
                threadCount,
                newMentions,
                pinned,
                createdAt,
                at,
                null,
                clientId);
    }

    /** What is left of it once it is deleted: its place, whose it was, and where it stood. */
    public Message deleted(Instant at) {
        return new Message(
                id,
                roomId,
                seq,
                senderId,
                null,
                replyTo,
                threadId,
                threadCount,
                Mentions.NONE,
                false,
                createdAt,
                editedAt,
                at,
                clientId);
    }

    public Message withThreadCount(int count) {
        return new Message(
                id, roomId, seq, senderId, text, replyTo, threadId, count, mentions, pinned, createdAt, editedAt,
                deletedAt, clientId);
    }

    public Message withPin(boolean isPinned) {
        return new Message(
                id,
                roomId,
                seq,
                senderId,
                text,
                replyTo,
                threadId,
                threadCount,
                mentions,
                isPinned,
                createdAt,
                editedAt,
                deletedAt,
                clientId);
    }
}
