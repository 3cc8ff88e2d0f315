package dev.chatrooms.domain.room;

import org.jspecify.annotations.Nullable;

/**
 * What is to be different about a room; null where it stays as it is.
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
     * @throws IllegalArgumentException for a direct room, which no other becomes
     */
    public RoomChange {
        if (kind == RoomKind.DIRECT) {
            throw new IllegalArgumentException("no room becomes a direct one");
        }
    }
}
