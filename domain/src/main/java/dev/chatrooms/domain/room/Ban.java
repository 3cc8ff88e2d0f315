package dev.chatrooms.domain.room;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ban of an account from a room, which prevents joining, reading and being added. It ends when it is lifted or at its
 * expiry.
 *
 * @param by the account that banned; null if no longer known
 * @param until the expiry; null for a permanent ban
 */
public record Ban(
        RoomId roomId,
        AccountId accountId,
        @Nullable AccountId by,
        @Nullable BanReason reason,
        Instant createdAt,
        @Nullable Instant until) {

    /** Returns whether the ban is in force. It no longer is at the time of its expiry. */
    public boolean isInForce(Instant now) {
        return until == null || now.isBefore(until);
    }
}
