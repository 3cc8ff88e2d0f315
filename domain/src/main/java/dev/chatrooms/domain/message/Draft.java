package dev.chatrooms.domain.message;

import dev.chatrooms.domain.account.AccountId;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that somebody wants to post, before it has a place in the room.
 *
 * @param createdAt when the system received it; the order of messages is that of the log, never of this clock
 * @param clientId null where the sender does not care for repeats
 */
public record Draft(
        MessageId id,
        RoomId roomId,
        AccountId senderId,
        MessageText text,
        Instant createdAt,
        @Nullable ClientId clientId) {

    /** The message that this becomes in a room as it is now: the next place in it. */
    public Message in(Room room) {
        return new Message(id, roomId, room.lastSeq() + 1, senderId, text, createdAt, null, null, clientId);
    }
}
