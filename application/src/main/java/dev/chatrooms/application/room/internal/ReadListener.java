package dev.chatrooms.application.room.internal;

import dev.chatrooms.domain.account.AccountId;
import dev.chatrooms.domain.room.RoomId;

/** Is told of markers that were moved on this node by reading, after the commit: so that the room's other members see it live. */
@FunctionalInterface
public interface ReadListener {
    /**
     * Called on the thread that commits: it must not block, nor throw.
     *
     * @param readSeq where the marker is now
     * @param unread how many messages come after it, which is for the account's own eyes
     */
    void moved(RoomId room, AccountId account, long readSeq, long unread);
}
