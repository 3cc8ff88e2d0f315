package dev.chatrooms.application.spi;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.room.MemberView;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.DirectPair;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomEvent;
import dev.chatrooms.domain.room.Standing;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All rooms with their memberships. Deleted rooms are found by nothing here but {@link #deletedSince}. Methods that
 * take a viewer answer with what he may see: the rights are part of the query.
 */
public interface Rooms {
    /**
     * A new room that is no direct one, still without members: {@link #addMember} counts them, whatever
     * {@link Room#memberCount} says here.
     *
     * @throws ConstraintViolation {@code PUBLIC_ROOM_NAME}
     */
    void add(Room room);

    /**
     * A new direct room, as {@link #add}. The pair has it until it is deleted.
     *
     * @throws ConstraintViolation {@code DIRECT_PAIR}
     */
    void addDirect(Room room, DirectPair pair);

    /** The direct room of a pair; empty if they have none. */
    Optional<RoomId> findDirect(DirectPair pair);

    /** Whose own a direct room is; empty for any other room, and where there is none. */
    Optional<DirectPair> directPair(RoomId room);

    /**
     * Locks rooms until the end of the transaction, in the order of their ids (so that two transactions cannot wait for
     * each other), and answers with those of them that exist, as they are now. Whatever decides on a room's state
     * before changing it locks it first.
     */
    Map<RoomId, Room> lock(Collection<RoomId> ids);

    /**
     * Replaces name, topic, kind, the time of the last change and the version of a room, which is locked.
     *
     * @param expectedVersion the version that the decision was taken on
     * @return false, and nothing happens, if the room is gone or has another version by now
     * @throws ConstraintViolation {@code PUBLIC_ROOM_NAME}
     */
    boolean update(Room room, long expectedVersion);

    /**
     * Marks a room as deleted at the position that the transaction's {@link RoomEvent.Deleted} gets. Its memberships
     * stay, so that the log can tell who was a member then; nothing else shows the room again and its name is free.
     *
     * @param expectedVersion the version that the decision was taken on
     * @return false, and nothing happens, if the room is gone or has another version by now
     */
    boolean delete(RoomId id, long expectedVersion);

    /** Empty if there is none. */
    Optional<Room> find(RoomId id);

    /**
     * What a person is to a room; never empty: a stranger, or somebody in a room that does not exist, has a standing
     * too.
     */
    Standing standing(RoomId room, AccountId account, Instant now);

    /**
     * Adds a member and counts him. The room is locked. An account that is deleted at this moment becomes no member:
     * the work is run again, and finds it so.
     *
     * @throws ConstraintViolation {@code MEMBERSHIP}
     * @throws StoreUnavailable if the work goes on adding somebody who is not there, or to a room that is not
     */
    void addMember(Membership membership);

    /** Takes a member away and counts him out. The room is locked. */
    void removeMember(RoomId room, AccountId account);

    /**
     * Takes somebody away from each of those rooms that he is a member of, and counts him out. The rooms are locked.
     */
    void removeMember(Collection<RoomId> rooms, AccountId account);

    /** Gives a member another role. The room is locked. @return false, and nothing happens, if he is none */
    boolean setRole(RoomId room, AccountId account, Role role);

    /** A room that somebody is a member of, and how many owners it has. */
    record Stay(Room room, Membership membership, int owners) {}

    /** All rooms that an account is a member of, by id. */
    List<Stay> stays(AccountId account);

    /** How many members have that role. */
    int count(RoomId room, Role role);

    /** A room as the viewer sees it; empty if he may not see it. */
    Optional<RoomView> view(RoomId room, AccountId viewer, Instant now);

    /**
     * The viewer's rooms, last activity (position of the last message, or of his join where there is none later) first.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor for a cursor that is none of this list's
     */
    Page<RoomView> of(AccountId viewer, PageRequest page);

    /**
     * Public rooms that the viewer is not banned from, by folded name (byte order), then id.
     *
     * @param search any part of the name, case folded; every character stands for itself; null for all
     * @throws dev.chatrooms.application.common.InvalidCursor for a cursor that is none of this list's
     */
    Page<RoomView> directory(AccountId viewer, @Nullable String search, PageRequest page, Instant now);

    /**
     * The rooms that a person is a member of and the viewer may see, the newest room (by id) first.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor for a cursor that is none of this list's
     */
    Page<RoomView> ofPerson(AccountId person, AccountId viewer, PageRequest page, Instant now);

    /** All rooms but direct ones, by id, without anybody's view: for operators. */
    Page<Room> list(PageRequest page);

    /**
     * Members by role (highest first), then username; empty if the viewer may not see the room.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor for a cursor that is none of this list's
     */
    Optional<Page<MemberView>> members(RoomId room, AccountId viewer, PageRequest page, Instant now);

    /** The rooms that an account is a member of, each with the position from which on he sees it. */
    Map<RoomId, Position> memberSince(AccountId account);

    /**
     * The rooms that were deleted after a position while the account was a member, each with the position of its
     * deletion.
     */
    Map<RoomId, Position> deletedSince(AccountId account, Position after);

    /**
     * The rooms of at most so many members that some accounts are members of, by account; accounts without such rooms
     * are left out.
     *
     * @param most how many rooms of each account at most, the newest (by id) first
     */
    Map<AccountId, Set<RoomId>> roomsUpTo(int members, Collection<AccountId> accounts, int most);
}
