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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One person on this node: the streams that he has open, and which rooms he may see events of, folded from the log.
 * Shared by all his streams. The feed's thread changes it; others only ask {@link #maySee}.
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

    /** Notes rooms that were deleted while he was a member, so that a replay shows that. */
    void deleted(Map<RoomId, Position> rooms) {
        deletedAt.putAll(rooms);
    }

    /** What an event that concerns his memberships or his contacts changes. */
    void fold(LoggedEvent event) {
        RoomId room = event.roomId();
        if (room == null) {
            foldContact(event);
            return;
        }
        switch (event.kind()) {
            case ROOM_CREATED -> {
                // Its maker becomes a member in the same commit, and sees the room from its first
                // event on.
                if (account.equals(event.actorId())) {
                    memberSince.put(room, event.position());
                }
            }
            case MEMBER_JOINED -> {
                if (account.equals(event.subjectId())) {
                    memberSince.putIfAbsent(room, event.position());
                }
            }
            case MEMBER_LEFT -> {
                if (account.equals(event.subjectId())) {
                    memberSince.remove(room);
                }
            }
            case ROOM_DELETED -> {
                if (memberSince.remove(room) != null) {
                    deletedAt.put(room, event.position());
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
                    CONTACT_ADDED,
                    CONTACT_REMOVED,
                    BLOCK_ADDED,
                    BLOCK_REMOVED,
                    SESSION_REVOKED -> {}
        }
    }

    private void foldContact(LoggedEvent event) {
        if (account.equals(event.subjectId()) && event.content() instanceof EventContent.OfPerson person) {
            if (event.kind() == EventKind.CONTACT_ADDED) {
                contacts.add(person.user().id());
            } else if (event.kind() == EventKind.CONTACT_REMOVED) {
                contacts.remove(person.user().id());
            }
        }
    }

    /**
     * Whether he is to be told of what somebody shows of himself.
     *
     * @param rooms where that person is a member now
     */
    boolean knows(@Nullable AccountId person, Set<RoomId> rooms) {
        if (person == null) {
            return false;
        }
        boolean hisAreFewer = rooms.size() < memberSince.size();
        return contacts.contains(person)
                || (hisAreFewer ? rooms : memberSince.keySet())
                        .stream().anyMatch(hisAreFewer ? memberSince::containsKey : rooms::contains);
    }

    /**
     * Whether an event is his own joining of a stay that is over: then he is no longer to be told of the room what he
     * was told then.
     */
    boolean isOfALostStay(LoggedEvent event) {
        RoomId room = event.roomId();
        if (room == null || event.kind() != EventKind.MEMBER_JOINED || !account.equals(event.subjectId())) {
            return false;
        }
        Position since = memberSince.get(room);
        return since == null || event.position().compareTo(since) < 0;
    }

    /**
     * Whether he may be given an event now, but for an {@code account.updated} of others: see {@link #knows}. Rights
     * are those of now, not of when it happened.
     */
    boolean maySee(LoggedEvent event) {
        RoomId room = event.roomId();
        boolean own = account.equals(event.subjectId());
        if (room == null
                || (own && (event.kind() == EventKind.MEMBER_JOINED || event.kind() == EventKind.MEMBER_LEFT))) {
            return own;
        }
        if (event.kind() == EventKind.ROOM_DELETED && event.position().equals(deletedAt.get(room))) {
            return true;
        }
        Position since = memberSince.get(room);
        return since != null
                && event.position().compareTo(since) >= 0
                && (event.kind() != EventKind.ME_UPDATED || (own && !isEmpty(event)));
    }

    /**
     * Whether an event tells somebody of his own place in a room that he had already lost when the event was read:
     * nothing is left of that.
     */
    static boolean isEmpty(LoggedEvent event) {
        return event.kind() == EventKind.ME_UPDATED && event.content() instanceof EventContent.Nothing;
    }
}
