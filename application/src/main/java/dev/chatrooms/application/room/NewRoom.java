package dev.chatrooms.application.room;

import dev.chatrooms.domain.room.RoomKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A room to create, not yet validated.
 *
 * @param members usernames or ids of the initial members besides the creator, at most 100
 */
public record NewRoom(
        @Nullable RoomKind kind,
        @Nullable String name,
        @Nullable String topic,
        List<String> members) {
    public static final int MAX_MEMBERS = 100;

    public NewRoom {
        members = List.copyOf(members);
    }
}
