package dev.chatrooms.application.message;

import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * As {@link MessageFilter}, raw.
 *
 * @param sender an id or a username
 */
public record MessageQuery(
        @Nullable RoomId room,
        @Nullable String sender,
        @Nullable Instant from,
        @Nullable Instant to) {}
