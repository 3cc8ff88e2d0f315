package dev.chatrooms.application.room;

import dev.chatrooms.domain.room.RoomKind;
import org.jspecify.annotations.Nullable;

/**
 * A change of a room, not yet validated; null for fields that stay the same.
 *
 * @param topic empty for none
 * @param kind public or private
 */
public record RoomEdit(
        @Nullable String name,
        @Nullable String topic,
        @Nullable RoomKind kind) {}
