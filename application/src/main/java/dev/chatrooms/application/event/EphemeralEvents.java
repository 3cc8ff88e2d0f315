package dev.chatrooms.application.event;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Room;

/**
 * Sends signals, which are not worth a place in the log, to live streams on all nodes. Best effort: calls never block
 * or fail, and signals may be lost. Only the last of several pending ones for the same account and room is sent.
 */
public interface EphemeralEvents {
    /**
     * Reports that a read marker has moved. Call it after the commit. The reader's own streams receive {@code unread};
     * the room's other members receive the signal without it, and only if the room has at most
     * {@link dev.chatrooms.application.common.ChatSettings#signalsMaxMembers} members.
     *
     * @param memberCount the room's number of members
     * @param readSeq the marker's new position
     * @param unread the number of messages after it, see {@link Room#lastSeq}
     */
    void read(RoomId room, int memberCount, AccountId reader, long readSeq, long unread);

    /**
     * Reports a moved read marker to the reader's own streams only: a block hides it from the other member of a direct
     * room.
     */
    void readHidden(RoomId room, AccountId reader, long readSeq, long unread);

    /**
     * Reports a moved read marker, see {@link #read(RoomId, int, AccountId, long, long)}.
     *
     * @param room the room after the change
     */
    default void read(Room room, AccountId reader, long readSeq) {
        read(room.id(), room.memberCount(), reader, readSeq, Math.max(0, room.lastSeq() - readSeq));
    }
}
