package dev.chatrooms.wire;

import java.time.Instant;

/**
 * A member of a room.
 *
 * @param role {@code owner}, {@code moderator} or {@code member}
 */
public record Member(Profile user, String role, Instant joinedAt) {}
