package dev.chatrooms.application.spi;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Invite;
import dev.chatrooms.domain.room.InviteCode;
import java.time.Instant;
import java.util.Optional;

/** The invites to all rooms. Those to deleted rooms are found by nothing here. */
public interface Invites {
    /** A new one. Its room and its maker exist, and its room is locked. */
    void add(Invite invite);

    /** Empty if there is none with that code. Those that have ended are found too. */
    Optional<Invite> find(InviteCode code);

    /**
     * The invites to a room that are open, the latest first.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor for a cursor that is none of this list's
     */
    Page<Invite> list(RoomId room, PageRequest page, Instant now);

    /** How many invites to a room are open. */
    int countOpen(RoomId room, Instant now);

    /**
     * Counts one use of an invite that is open; however many try at once, no more succeed than it allows.
     *
     * @return false, and nothing happens, if it is gone or has ended
     */
    boolean use(InviteCode code, Instant now);

    /** Takes an invite to that room away. @return whether there was one */
    boolean remove(RoomId room, InviteCode code);

    /** Takes those invites to a room away whose time was over before that moment. */
    void removeExpired(RoomId room, Instant before);
}
