package dev.chatrooms.wire;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A room as administrators see it.
 *
 * @param name null for a direct room
 * @param owners at most ten, by username
 * @param members the number of members
 * @param messages the number of messages, deleted ones included
 * @param files the number of attached files
 */
public record AdminRoom(
        UUID id,
        @Nullable String name,
        String topic,
        String kind,
        List<Owner> owners,
        int members,
        long messages,
        long files,
        Instant createdAt,
        Instant lastActivityAt) {
    public AdminRoom {
        owners = List.copyOf(owners);
    }

    /** An owner of a room. */
    public record Owner(UUID id, String username, String displayName) {}
}
