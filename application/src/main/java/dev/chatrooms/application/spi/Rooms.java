package dev.chatrooms.application.spi;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.ExternalRoomId;
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

/**
 * Rooms and their memberships, as decisions about them need them. No method finds a deleted room. Views and lists are
 * in {@link RoomQueries}, the pairs of direct rooms in {@link DirectRooms}.
 */
public interface Rooms {
    /**
     * Adds a public or private room without members. {@link Room#memberCount} is ignored: {@link #addMember} counts.
     *
     * @throws ConstraintViolation {@code PUBLIC_ROOM_NAME}
     */
    void add(Room room);

    /**
     * Locks rooms until the end of the transaction, in the order of their ids (so two transactions cannot deadlock),
     * and returns the current state of those that exist. Lock a room before deciding on its state.
     */
    Map<RoomId, Room> lock(Collection<RoomId> ids);

    /**
     * Locks those rooms that no other transaction has locked, without waiting.
     *
     * @return the rooms that another transaction has locked
     */
    Set<RoomId> lockUnlessHeld(Collection<RoomId> ids);

    /**
     * Replaces the name, topic, kind and time of the last change of a locked room.
     *
     * @return false, without any effect, if the room is deleted
     * @throws ConstraintViolation {@code PUBLIC_ROOM_NAME}
     */
    boolean update(Room room);

    /**
     * Marks a locked room as deleted at the position that the transaction's {@link RoomEvent.Deleted} gets, and frees
     * its name. Its memberships are kept: the log needs them to deliver the deletion to those who were members.
     *
     * @return false, without any effect, if the room is deleted
     */
    boolean delete(RoomId id);

    /** Finds a room by id; empty if it does not exist or is deleted. */
    Optional<Room> find(RoomId id);

    /** Finds a room by the id under which the host knows it; empty if there is none or it is deleted. */
    Optional<Room> findByExternalId(ExternalRoomId externalId);

    /**
     * Sets the host's id of a room that this transaction has added.
     *
     * @throws ConstraintViolation {@code EXTERNAL_ROOM_ID}
     */
    void setExternalId(RoomId id, ExternalRoomId externalId);

    /**
     * Returns the account's membership, ban and state with regard to a room. Never empty: an account that is no member
     * or a room that does not exist has a standing too.
     */
    Standing standing(RoomId room, AccountId account, Instant now);

    /**
     * Adds a member to a locked room and increments its member count. If the account is being deleted concurrently, the
     * work is run again and sees the deletion.
     *
     * @throws ConstraintViolation {@code MEMBERSHIP}
     * @throws StoreUnavailable if the room or the account does not exist after several attempts
     */
    void addMember(Membership membership);

    /** Removes a member of a locked room and decrements its member count; no effect if the account is no member. */
    void removeMember(RoomId room, AccountId account);

    /** Removes the account from each of these locked rooms it is a member of, and decrements their member counts. */
    void removeMember(Collection<RoomId> rooms, AccountId account);

    /**
     * Changes the role of a member of a locked room.
     *
     * @return false, without any effect, if the account is no member
     */
    boolean setRole(RoomId room, AccountId account, Role role);

    /** A room, an account's membership in it, and the room's number of owners. */
    record JoinedRoom(Room room, Membership membership, int owners) {}

    /** Returns all rooms the account is a member of, by id. */
    List<JoinedRoom> joinedRooms(AccountId account);

    /**
     * Finds, for each of these rooms, the member that follows an owner who leaves: the longest-standing moderator, or
     * else the longest-standing member. Accounts that are disabled, bots and system accounts come last. Rooms without
     * another member are left out.
     */
    Map<RoomId, AccountId> successors(Collection<RoomId> rooms, AccountId owner);

    /**
     * Counts the rooms that the account owns.
     *
     * @param limit the number at which counting stops
     */
    int countOwned(AccountId account, int limit);

    /** Counts the members of a room that have this role. */
    int countMembers(RoomId room, Role role);
}
