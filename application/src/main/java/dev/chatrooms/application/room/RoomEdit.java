package dev.chatrooms.application.room;

import dev.chatrooms.domain.room.RoomKind;
import org.jspecify.annotations.Nullable;

/**
 * What is to be different about a room, raw: it is checked as a whole; null for what stays as it is.
 *
 * @param topic empty for none
 * @param kind public or private
 */
public record RoomEdit(
        @Nullable String name,
        @Nullable String topic,
        @Nullable RoomKind kind) {}
