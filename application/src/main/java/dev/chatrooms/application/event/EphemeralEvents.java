package dev.chatrooms.application.event;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Room;

/**
 * Tells live streams, on every node, what is not worth a place in the log. Best effort: calls never block and never
 * fail, and what they tell may be lost. Of several that wait for the same person in the same room only the last goes
 * out.
 */
public interface EphemeralEvents {
    /**
     * Somebody's read marker has moved. To be called once that is committed. His own streams are told with
     * {@code unread}; those of the room's other members without it, and not at all where the room has more members than
     * signals go to ({@link dev.chatrooms.application.common.ChatSettings#signalsMaxMembers}).
     *
     * @param memberCount how many members the room has
     * @param readSeq where the marker stands now
     * @param unread how many messages there are after it, see {@link Room#lastSeq}
     */
    void read(RoomId room, int memberCount, AccountId reader, long readSeq, long unread);

    /**
     * As {@link #read(RoomId, int, AccountId, long, long)}, with the rest taken from the room.
     *
     * @param room as it is after the change
     */
    default void read(Room room, AccountId reader, long readSeq) {
        read(room.id(), room.memberCount(), reader, readSeq, Math.max(0, room.lastSeq() - readSeq));
    }
}
