package dev.chatrooms.application.spi;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Invite;
import dev.chatrooms.domain.room.InviteCode;
import java.time.Instant;
import java.util.Optional;

/** The invites to rooms. No method finds an invite to a deleted room. */
public interface Invites {
    /** Adds an invite. Its room and its creator exist, and its room is locked. */
    void add(Invite invite);

    /** Finds an invite by its code, including ended ones. */
    Optional<Invite> find(InviteCode code);

    /**
     * Lists a room's open invites, latest first.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor if the cursor does not belong to this list
     */
    Page<Invite> list(RoomId room, PageRequest page, Instant now);

    /** Counts a room's open invites. */
    int countOpen(RoomId room, Instant now);

    /**
     * Counts a use of an open invite. Concurrent calls succeed no more often than the invite allows.
     *
     * @return false, without any effect, if the invite does not exist or has ended
     */
    boolean use(InviteCode code, Instant now);

    /**
     * Removes an invite of a room.
     *
     * @return whether it existed
     */
    boolean remove(RoomId room, InviteCode code);

    /** Removes a room's invites that expired before a time. */
    void removeExpired(RoomId room, Instant before);
}
