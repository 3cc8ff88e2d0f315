package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An account with streams on this node: the streams, and the rooms and contacts that decide which events it may see.
 * They are read when the first stream starts and then folded from the log. Modified on the feed's thread only; other
 * threads may call {@link #maySee} and {@link #maySeeProfileOf}.
 */
final class AccountFeed {
    final AccountId account;
    final List<EventStream> streams = new ArrayList<>();
    private final Map<RoomId, Position> memberSince;
    private final Map<RoomId, Position> deletedAt;
    private final Set<AccountId> contacts;

    AccountFeed(AccountId account, Map<RoomId, Position> memberSince, Set<AccountId> contacts) {
        this.account = account;
        this.memberSince = new ConcurrentHashMap<>(memberSince);
        this.deletedAt = new ConcurrentHashMap<>();
        this.contacts = ConcurrentHashMap.newKeySet();
        this.contacts.addAll(contacts);
    }

    Set<RoomId> rooms() {
        return memberSince.keySet();
    }

    Set<AccountId> contacts() {
        return contacts;
    }

    /** Adds rooms that were deleted while the account was a member, so a replay includes the deletion. */
    void addDeletedRooms(Map<RoomId, Position> rooms) {
        deletedAt.putAll(rooms);
    }

    /** Applies an event that changes the account's memberships or contacts. */
    void fold(LoggedEvent event) {
        switch (event.kind()) {
            case ROOM_CREATED -> {
                // The creator becomes a member in the same commit, and sees the room from its first event on.
                if (account.equals(event.actorId())) {
                    memberSince.put(room(event), event.position());
                }
            }
            case MEMBER_JOINED -> {
                if (isSubject(event)) {
                    memberSince.putIfAbsent(room(event), event.position());
                }
            }
            case MEMBER_LEFT -> {
                if (isSubject(event)) {
                    memberSince.remove(room(event));
                }
            }
            case ROOM_DELETED -> {
                if (memberSince.remove(room(event)) != null) {
                    deletedAt.put(room(event), event.position());
                }
            }
            case CONTACT_ADDED -> {
                if (isSubject(event)) {
                    contacts.add(person(event));
                }
            }
            case CONTACT_REMOVED -> {
                if (isSubject(event)) {
                    contacts.remove(person(event));
                }
            }
            case MESSAGE_POSTED,
                    MESSAGE_EDITED,
                    MESSAGE_DELETED,
                    MESSAGE_PINNED,
                    MESSAGE_UNPINNED,
                    REACTION_ADDED,
                    REACTION_REMOVED,
                    ROOM_UPDATED,
                    MEMBER_UPDATED,
                    ME_UPDATED,
                    ACCOUNT_UPDATED,
                    BLOCK_ADDED,
                    BLOCK_REMOVED,
                    SESSION_REVOKED -> {}
        }
    }

    private boolean isSubject(LoggedEvent event) {
        return account.equals(event.subjectId());
    }

    private static RoomId room(LoggedEvent event) {
        return Objects.requireNonNull(event.roomId(), "the room of an event");
    }

    private static AccountId person(LoggedEvent event) {
        return ((EventContent.OfPerson) event.content()).user().id();
    }

    /**
     * Returns whether the account may see changes of another account's profile: it is a contact or shares a room.
     *
     * @param rooms the other account's current rooms
     */
    boolean maySeeProfileOf(@Nullable AccountId person, Set<RoomId> rooms) {
        if (person == null) {
            return false;
        }
        boolean iterateRooms = rooms.size() < memberSince.size();
        return contacts.contains(person)
                || (iterateRooms ? rooms : memberSince.keySet())
                        .stream().anyMatch(iterateRooms ? memberSince::containsKey : rooms::contains);
    }

    /**
     * Returns whether an event is the account's own join of a membership that has ended. The room's state at that time
     * is then no longer visible to it.
     */
    boolean isPastJoin(LoggedEvent event) {
        RoomId room = event.roomId();
        if (room == null || event.kind() != EventKind.MEMBER_JOINED || !account.equals(event.subjectId())) {
            return false;
        }
        Position since = memberSince.get(room);
        return since == null || event.position().compareTo(since) < 0;
    }

    /**
     * Returns whether the account may see an event now; rights are the current ones, not those at the time of the
     * event. Does not cover an {@code account.updated} of another account: see {@link #maySeeProfileOf}.
     */
    boolean maySee(LoggedEvent event) {
        return switch (event.kind().scope()) {
            case ROOM -> isOwnComingOrGoing(event) || isOwnDeletedRoom(event) || isInStay(event);
            case MEMBER -> isSubject(event) && !hasNoContent(event) && isInStay(event);
            case ACCOUNT, ACQUAINTANCES -> isSubject(event);
        };
    }

    private boolean isOwnComingOrGoing(LoggedEvent event) {
        return isSubject(event) && (event.kind() == EventKind.MEMBER_JOINED || event.kind() == EventKind.MEMBER_LEFT);
    }

    private boolean isOwnDeletedRoom(LoggedEvent event) {
        return event.kind() == EventKind.ROOM_DELETED && event.position().equals(deletedAt.get(room(event)));
    }

    private boolean isInStay(LoggedEvent event) {
        Position since = memberSince.get(room(event));
        return since != null && event.position().compareTo(since) >= 0;
    }

    /** Returns whether an event is a {@code me.updated} of a membership that had ended when the event was read. */
    static boolean hasNoContent(LoggedEvent event) {
        return event.kind() == EventKind.ME_UPDATED && event.content() instanceof EventContent.Nothing;
    }
}
