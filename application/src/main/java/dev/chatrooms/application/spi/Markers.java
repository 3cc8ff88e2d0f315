package dev.chatrooms.application.spi;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.room.OwnMembership;
import dev.chatrooms.application.room.ReadMarker;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far members have read, and how they keep their rooms. A marker moves with its member's own messages too: see
 * {@link UnitOfWork#append}.
 */
public interface Markers {
    /** Somebody in a room. */
    record Place(RoomId room, AccountId account) {}

    /**
     * What people are to rooms that are there, one for each place in their order, in one statement: as
     * {@link Rooms#standing}.
     */
    List<Standing> standings(List<Place> places, Instant now);

    /**
     * Moves markers of members, each once, to where the given memberships have them, in one statement. The rooms are
     * locked.
     *
     * @return what is each one's own in his room after it, in their order
     */
    List<OwnMembership> move(List<Membership> moved, Instant at);

    /** Stores whether a member keeps the room muted and as a favourite. The room is locked. */
    void keep(Membership membership);

    /**
     * The markers of a room's members in the order of {@link RoomQueries#members}: by role (highest first), then
     * username; empty if the viewer may not see the room.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor for a cursor that is none of this list's
     */
    Optional<Page<ReadMarker>> list(RoomId room, AccountId viewer, PageRequest page, Instant now);
}
