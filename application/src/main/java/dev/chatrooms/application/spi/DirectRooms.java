package dev.chatrooms.application.spi;

import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.DirectPair;
import dev.chatrooms.domain.room.Room;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** The direct rooms by their pairs of accounts. A pair has at most one room that is not deleted. */
public interface DirectRooms {
    /**
     * Adds the direct room of a pair, as {@link Rooms#add} does other rooms.
     *
     * @throws ConstraintViolation {@code DIRECT_PAIR}
     */
    void add(Room room, DirectPair pair);

    /** Finds the room of a pair; empty if the pair has none. */
    Optional<RoomId> find(DirectPair pair);

    /** Returns the pair of a direct room; empty for any other room and for one that does not exist or is deleted. */
    Optional<DirectPair> pairOf(RoomId room);

    /** Returns the direct rooms among these in which either member has blocked the other. */
    Set<RoomId> closedByBlock(Collection<RoomId> rooms);
}
