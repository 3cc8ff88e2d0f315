package dev.chatrooms.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The presence of an account.
 *
 * @param status {@code online}, {@code away} or {@code offline}
 * @param lastSeenAt null if unknown
 */
public record Presence(UUID userId, String status, @Nullable Instant lastSeenAt) {}
