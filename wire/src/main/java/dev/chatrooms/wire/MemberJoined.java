package dev.chatrooms.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member who joined.
 *
 * @param room for the new member only
 */
public record MemberJoined(
        Profile user,
        String role,
        Instant joinedAt,
        int memberCount,
        @OmittedIfNull @Nullable Room room) implements EventData {}
