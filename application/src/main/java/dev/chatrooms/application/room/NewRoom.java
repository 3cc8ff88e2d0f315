package dev.chatrooms.application.room;

import dev.chatrooms.domain.metadata.Metadata;
import dev.chatrooms.domain.room.RoomKind;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A room to create, not yet validated.
 *
 * @param metadata custom data, see {@link #withMetadata}
 * @param members usernames or ids of the initial members besides the creator, at most 100
 */
public record NewRoom(
        @Nullable RoomKind kind,
        @Nullable String name,
        @Nullable String topic,
        @Nullable Metadata metadata,
        List<String> members) {
    public static final int MAX_MEMBERS = 100;

    public NewRoom {
        members = List.copyOf(Objects.requireNonNull(members, "members must not be null: use List.of()"));
    }

    /** Creates a room without custom data. */
    public NewRoom(@Nullable RoomKind kind, @Nullable String name, @Nullable String topic, List<String> members) {
        this(kind, name, topic, null, members);
    }

    /** Returns this room with custom data of the host, which everyone who sees the room sees too. */
    public NewRoom withMetadata(@Nullable Metadata data) {
        return new NewRoom(kind, name, topic, data, members);
    }
}
