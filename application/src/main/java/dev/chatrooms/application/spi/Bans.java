package dev.chatrooms.application.spi;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.room.BanView;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Ban;
import java.time.Instant;

/**
 * Bans from rooms. Their effect on what an account may see is part of the queries of {@link RoomQueries} and
 * {@link Messages}.
 */
public interface Bans {
    /**
     * Adds a ban and replaces an earlier one of the same account in the same room. The room is locked; the caller ends
     * the membership.
     */
    void put(Ban ban);

    /**
     * Removes a ban, expired or not. The room is locked.
     *
     * @return whether it was in force
     */
    boolean lift(RoomId room, AccountId account, Instant now);

    /**
     * Lists a room's bans that are in force, latest first. A replaced ban counts from its replacement.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor if the cursor does not belong to this list
     */
    Page<BanView> list(RoomId room, PageRequest page, Instant now);
}
