package dev.chatrooms.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invite to a room.
 *
 * @param maxUses absent for any number of uses
 */
public record Invite(
        String code,
        String url,
        UUID roomId,
        UUID createdBy,
        Instant createdAt,
        Instant expiresAt,
        @OmittedIfNull @Nullable Integer maxUses,
        int uses) {}
