package dev.chatrooms.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One of the caller's sessions.
 *
 * @param current whether the request was made with it
 */
public record Session(
        UUID id,
        Instant createdAt,
        Instant lastSeenAt,
        @Nullable String userAgent,
        @Nullable String ip,
        boolean current) {}
