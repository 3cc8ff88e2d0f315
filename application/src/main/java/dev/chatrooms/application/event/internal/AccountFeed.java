package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.event.EventKind;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.domain.account.AccountId;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.room.RoomId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One person on this node: the streams that he has open, and which rooms he may see events of, folded from the log. Shared by all his
 * streams. The feed's thread changes it; others only ask {@link #maySee}.
 */
final class AccountFeed {
    final AccountId account;
    final List<EventStream> streams = new ArrayList<>();
    private final Map<RoomId, Position> memberSince;
    private final Map<RoomId, Position> deletedAt;

    AccountFeed(AccountId account, Map<RoomId, Position> memberSince) {
        this.account = account;
        this.memberSince = new ConcurrentHashMap<>(memberSince);
        this.deletedAt = new ConcurrentHashMap<>();
    }

    Set<RoomId> rooms() {
        return memberSince.keySet();
    }

    /** Notes rooms that were deleted while he was a member, so that a replay shows that. */
    void deleted(Map<RoomId, Position> rooms) {
        deletedAt.putAll(rooms);
    }

    /** What an event that concerns his memberships changes. */
    void fold(LoggedEvent event) {
        RoomId room = event.roomId();
        if (room == null) {
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
                    ACCOUNT_UPDATED,
                    CONTACT_ADDED,
                    CONTACT_REMOVED,
                    BLOCK_ADDED,
                    BLOCK_REMOVED,
                    SESSION_REVOKED -> {}
        }
    }

    /** Whether an event is his own joining of a stay that is over: then he is no longer to be told of the room what he was told then. */
    boolean isOfALostStay(LoggedEvent event) {
        RoomId room = event.roomId();
        if (room == null || event.kind() != EventKind.MEMBER_JOINED || !account.equals(event.subjectId())) {
            return false;
        }
        Position since = memberSince.get(room);
        return since == null || event.position().compareTo(since) < 0;
    }

    /** Whether he may be given an event now. Rights are those of now, not of when it happened. */
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
        return since != null && event.position().compareTo(since) >= 0;
    }
}
