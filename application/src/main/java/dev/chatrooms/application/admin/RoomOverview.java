package dev.chatrooms.application.admin;

import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.room.Room;
import java.time.Instant;
import java.util.List;

/**
 * A room with its figures.
 *
 * @param owners at most {@value #MAX_OWNERS}, by username; of a direct room none
 * @param files the files that are attached to its messages
 * @param lastActivityAt the time of the last message, or of the creation
 */
public record RoomOverview(Room room, List<Profile> owners, long files, Instant lastActivityAt) {
    /** The maximum number of owners that are listed. */
    public static final int MAX_OWNERS = 10;

    public RoomOverview {
        owners = List.copyOf(owners);
    }
}
