package dev.chatrooms.application.spi;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.people.NameSearch;
import dev.chatrooms.application.room.MemberView;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomName;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Read-only queries over rooms and memberships. Methods with a viewer return only what the viewer may see: the check is
 * part of the query. Only {@link #deletedSince} finds deleted rooms.
 */
public interface RoomQueries {
    /** Returns a room as the viewer sees it; empty if the viewer may not see it. */
    Optional<RoomView> view(RoomId room, AccountId viewer, Instant now);

    /**
     * Lists the rooms the viewer is a member of, last activity first. A room's activity is the position of its last
     * message, or of the viewer's join if that is later.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor if the cursor does not belong to this list
     */
    Page<RoomView> ofViewer(AccountId viewer, PageRequest page);

    /**
     * Lists the public rooms the viewer is not banned from, by {@linkplain RoomName#folded folded name} (byte order),
     * then id.
     *
     * @param search the text of a {@link dev.chatrooms.application.people.NameSearch}; null for all rooms
     * @throws dev.chatrooms.application.common.InvalidCursor if the cursor does not belong to this list
     */
    Page<RoomView> directory(AccountId viewer, @Nullable String search, PageRequest page, Instant now);

    /**
     * Lists the rooms a person is a member of and the viewer may see, newest room (by id) first.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor if the cursor does not belong to this list
     */
    Page<RoomView> ofPerson(AccountId person, AccountId viewer, PageRequest page, Instant now);

    /** Lists all rooms except direct ones, by id, regardless of any viewer: for operators. */
    Page<Room> list(PageRequest page);

    /**
     * Lists the members of a room by role (highest first), then username; empty if the viewer may not see the room.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor if the cursor does not belong to this list
     */
    Optional<Page<MemberView>> members(RoomId room, AccountId viewer, PageRequest page, Instant now);

    /**
     * Lists the members of a room whose names match: the one with exactly this username first, then by role (highest
     * first), then username. Empty if the viewer may not see the room.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor if the cursor does not belong to this list
     */
    Optional<Page<MemberView>> findMembers(
            RoomId room, AccountId viewer, NameSearch names, PageRequest page, Instant now);

    /** Returns those of the accounts that share no room with the account and do not have it as a contact. */
    Set<AccountId> strangers(AccountId account, Collection<AccountId> others);

    /** Returns the rooms an account is a member of, each with the position from which on the account sees it. */
    Map<RoomId, Position> memberSince(AccountId account);

    /**
     * Returns the rooms that were deleted after a position while the account was a member, each with the position of
     * its deletion.
     */
    Map<RoomId, Position> deletedSince(AccountId account, Position after);

    /**
     * Returns, for each account, the rooms it is a member of that have at most {@code maxMembers} members. Accounts
     * without such a room are left out.
     *
     * @param limit the maximum number of rooms per account; the newest rooms (by id) win
     */
    Map<AccountId, Set<RoomId>> smallRooms(int maxMembers, Collection<AccountId> accounts, int limit);
}
