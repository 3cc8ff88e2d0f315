package dev.chatrooms.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user who is banned from a room.
 *
 * @param by null if unknown
 * @param until null for a ban that does not expire
 */
public record Ban(
        Profile user,
        @Nullable UUID by,
        @Nullable String reason,
        Instant createdAt,
        @Nullable Instant until) {}
