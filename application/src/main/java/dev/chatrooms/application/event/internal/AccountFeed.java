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

    /** Applies an event to the account's memberships and contacts. */
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
        return switch (event.kind().scope()) {
            case ROOM -> isOwnComingOrGoing(event) || isOwnDeletedRoom(event) || isInStay(event);
            case MEMBER -> isSubject(event) && !isEmpty(event) && isInStay(event);
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

    /**
     * Whether an event tells somebody of his own place in a room that he had already lost when the event was read:
     * nothing is left of that.
     */
    static boolean isEmpty(LoggedEvent event) {
        return event.kind() == EventKind.ME_UPDATED && event.content() instanceof EventContent.Nothing;
    }
}
