package dev.chatrooms.domain.room;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a person may not be in a room, and may not read it either. It ends when it is lifted, or by itself; while it is
 * in force nothing brings him in: no joining, no invite, nobody who adds him.
 *
 * @param by who banned him; null where that is not known any more
 * @param until when it ends by itself; null for never
 */
public record Ban(
        RoomId roomId,
        AccountId accountId,
        @Nullable AccountId by,
        @Nullable BanReason reason,
        Instant createdAt,
        @Nullable Instant until) {

    /** Whether it holds at that moment; at the one that it ends at, it does not any more. */
    public boolean isInForce(Instant now) {
        return until == null || now.isBefore(until);
    }
}
