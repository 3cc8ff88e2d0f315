package dev.chatrooms.application.spi;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.room.BanView;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Ban;
import java.time.Instant;

/**
 * Who is kept out of which room. What follows from a ban for who may see what is in {@link Rooms} and {@link Messages}.
 */
public interface Bans {
    /**
     * Puts a ban into force; one on the same person in the same room is replaced. The room is locked; the caller ends
     * the membership.
     */
    void put(Ban ban);

    /** Takes a ban away, over or not. The room is locked. @return whether one was in force */
    boolean lift(RoomId room, AccountId account, Instant now);

    /**
     * The bans of a room that are in force, the latest first: one that was replaced counts as put then.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor for a cursor that is none of this list's
     */
    Page<BanView> list(RoomId room, PageRequest page, Instant now);
}
