package dev.chatrooms.application.message;

import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A {@link MessageFilter} that is not yet validated.
 *
 * @param sender an id or a username
 */
public record MessageQuery(
        @Nullable RoomId room,
        @Nullable String sender,
        @Nullable Instant from,
        @Nullable Instant to) {}
