package dev.chatrooms.application.message;

import dev.chatrooms.domain.room.RoomId;
import org.jspecify.annotations.Nullable;

/** A message to post, raw: it is checked as a whole. */
public record Send(
        RoomId roomId, @Nullable String text, @Nullable String clientId) {}
