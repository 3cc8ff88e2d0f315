package dev.chatrooms.domain.room;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invite, with which any account that has its code can join the room. It belongs to the room and remains valid when
 * its creator leaves. It ends at its expiry, after its last use or when it is revoked.
 *
 * @param maxUses the number of accounts that may join with it; null for any number
 * @param uses the number of accounts that have joined, at most {@code maxUses}
 */
public record Invite(
        InviteCode code,
        RoomId roomId,
        AccountId createdBy,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Integer maxUses,
        int uses) {
    public static final Duration SHORTEST = Duration.ofSeconds(1);
    public static final Duration LONGEST = Duration.ofDays(365);
    public static final Duration USUAL = Duration.ofDays(7);
    public static final int MAX_USES = 1_000_000;

    /** Returns whether an account can join with the invite. */
    public boolean isOpen(Instant now) {
        return now.isBefore(expiresAt) && (maxUses == null || uses < maxUses);
    }
}
