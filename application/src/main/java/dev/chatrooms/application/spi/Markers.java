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
 * Read markers and the members' own settings of their rooms. Posting a message also moves its sender's marker: see
 * {@link UnitOfWork#append}.
 */
public interface Markers {
    /** An account in a room. */
    record Place(RoomId room, AccountId account) {}

    /**
     * Returns the standing in existing rooms for each place, in their order, in one statement: as
     * {@link Rooms#standing}.
     */
    List<Standing> standings(List<Place> places, Instant now);

    /**
     * Moves markers to the positions of the given memberships, one each, in one statement. The rooms are locked. The
     * time is stored only for markers that are further than ever before.
     *
     * @return the resulting memberships, in their order
     */
    List<OwnMembership> move(List<Membership> moved, Instant at);

    /** Updates a membership's muted and favourite settings. The room is locked. */
    void keep(Membership membership);

    /**
     * Lists the furthest markers of a room's members in the order of {@link RoomQueries#members}: by role (highest
     * first), then username; empty if the viewer may not see the room. In a direct room in which either has blocked the
     * other, only the viewer's own.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor if the cursor does not belong to this list
     */
    Optional<Page<ReadMarker>> list(RoomId room, AccountId viewer, PageRequest page, Instant now);
}
