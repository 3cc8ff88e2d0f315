package dev.chatrooms.domain.room;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The offer to become a member of a room, to whoever has its code. It is the room's, not that of who made it: it stays
 * good when he leaves. It ends when its time or its uses are up, and is gone when it is revoked.
 *
 * @param maxUses how many people may come in by it; null for any number
 * @param uses how many have, which never is more than {@code maxUses}
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
    public static final int MOST_USES = 1_000_000;

    /** Whether somebody can come in by it at that moment. */
    public boolean isOpen(Instant now) {
        return now.isBefore(expiresAt) && (maxUses == null || uses < maxUses);
    }
}
