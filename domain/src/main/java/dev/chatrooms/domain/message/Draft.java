package dev.chatrooms.domain.message;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Room;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that somebody wants to post, before it has a place in the room.
 *
 * @param replyTo the message that it answers; null for none
 * @param threadId the message under which it is to stand; null for none
 * @param names whom the text calls, as far as the text alone tells
 * @param createdAt when the system received it; the order of messages is that of the log, never of this clock
 * @param clientId null where the sender does not care for repeats
 */
public record Draft(
        MessageId id,
        RoomId roomId,
        AccountId senderId,
        MessageText text,
        @Nullable MessageId replyTo,
        @Nullable MessageId threadId,
        NamesInText names,
        Instant createdAt,
        @Nullable ClientId clientId) {

    /** One that answers no other. */
    public Draft(
            MessageId id,
            RoomId roomId,
            AccountId senderId,
            MessageText text,
            Instant createdAt,
            @Nullable ClientId clientId) {
        this(id, roomId, senderId, text, null, null, NamesInText.of(text), createdAt, clientId);
    }

    /** Returns the message that this draft becomes at the next place of the room, without mentions. */
    public Message in(Room room) {
        return in(room, Mentions.NONE);
    }

    /** Returns the message that this draft becomes at the next place of the room. */
    public Message in(Room room, Mentions mentions) {
        return new Message(
                id,
                roomId,
                room.lastSeq() + 1,
                senderId,
                new MessageContent(text, mentions),
                new MessageLinks(replyTo, threadId, 0),
                createdAt,
                clientId);
    }
}
