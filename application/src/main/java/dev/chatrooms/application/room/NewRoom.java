package dev.chatrooms.application.room;

import dev.chatrooms.domain.room.RoomKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to make a room, raw: it is checked as a whole.
 *
 * @param members usernames or ids of who is to belong to it from the start besides its maker, at most 100
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
