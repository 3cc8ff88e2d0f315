package dev.chatrooms.application.spi;

import dev.chatrooms.application.admin.AccountFilter;
import dev.chatrooms.application.admin.AccountOverview;
import dev.chatrooms.application.admin.RoomFilter;
import dev.chatrooms.application.admin.RoomOverview;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The lists of administrators. Figures that {@link Statistics} keeps may lag behind. */
public interface AdminQueries {
    /**
     * Lists the accounts that match, without deleted ones, by username (byte order).
     *
     * @throws dev.chatrooms.application.common.InvalidCursor if the cursor does not belong to this list
     */
    Page<AccountOverview> accounts(AccountFilter filter, PageRequest page, Instant now);

    /** Finds an account, deleted or not. */
    Optional<AccountOverview> account(AccountId id, Instant now);

    /**
     * Lists the rooms that match and are not deleted, last activity first.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor if the cursor does not belong to this list
     */
    Page<RoomOverview> rooms(RoomFilter filter, PageRequest page);

    /** Finds a room that is not deleted. */
    Optional<RoomOverview> room(RoomId id);

    /** Returns the names of the rooms that have one, deleted rooms included. */
    Map<RoomId, String> roomNames(Collection<RoomId> rooms);
}
