package dev.chatrooms.application.commit.internal;

import dev.chatrooms.application.spi.Rooms;
import dev.chatrooms.domain.id.RoomId;
import java.util.HashSet;
import java.util.Set;

/**
 * The rooms that another transaction has held for longer than a lock is waited for. Their commands are refused without
 * waiting, so that one such room does not delay the commands of all others again and again. A room is forgotten as soon
 * as it can be locked.
 *
 * <p>Not thread-safe; only the committer's thread uses it.
 */
final class HeldRooms {
    private final Set<RoomId> held = new HashSet<>();
    private boolean anyMayBeHeld;

    /** Makes the next transaction find out which of its rooms are held. */
    void lockTimedOut() {
        anyMayBeHeld = true;
    }

    /** Returns those of the rooms that another transaction holds, and locks the others that were held before. */
    Set<RoomId> among(Set<RoomId> wanted, Rooms rooms) {
        Set<RoomId> suspects = new HashSet<>(wanted);
        if (!anyMayBeHeld) {
            suspects.retainAll(held);
        }
        if (suspects.isEmpty()) {
            return Set.of();
        }
        Set<RoomId> found = rooms.lockUnlessHeld(suspects);
        held.removeAll(suspects);
        held.addAll(found);
        anyMayBeHeld = false;
        return found;
    }
}
