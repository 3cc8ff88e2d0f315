package dev.chatrooms.wire;

import java.time.Instant;

/**
 * The viewer's own membership of a room.
 *
 * @param role {@code owner}, {@code moderator} or {@code member}
 */
public record RoomMembership(
        String role, Instant joinedAt, long readSeq, long unread, long mentions, boolean muted, boolean favourite) {}
