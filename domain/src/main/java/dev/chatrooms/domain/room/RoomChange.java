package dev.chatrooms.domain.room;

import org.jspecify.annotations.Nullable;

/**
 * A change of a room's name, topic or kind. Null components remain unchanged.
 *
 * @param kind public or private
 */
public record RoomChange(
        @Nullable RoomName name,
        @Nullable Topic topic,
        @Nullable RoomKind kind) {
    /**
     * Checks the kind.
     *
     * @throws IllegalArgumentException for the kind of direct rooms, which other rooms cannot become
     */
    public RoomChange {
        if (kind == RoomKind.DIRECT) {
            throw new IllegalArgumentException("a room cannot become a direct room");
        }
    }
}
