package dev.chatrooms.application.event;

import dev.chatrooms.domain.event.DomainEvent;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import org.jspecify.annotations.Nullable;

/**
 * What the log keeps of every event, whatever it says besides: the columns of a store's log.
 *
 * @param roomId where it happened; null for what is no room's
 * @param actorId who did it; null where an operator did
 * @param subjectId whom a member event is about, or whom a personal event is for; null for all others
 * @param messageId the message that it is about, if any
 */
public record EventHeader(
        EventKind kind,
        @Nullable RoomId roomId,
        @Nullable AccountId actorId,
        @Nullable AccountId subjectId,
        @Nullable MessageId messageId) {

    public static EventHeader of(DomainEvent event) {
        // Chains, not switches: patterns in switches come with Java 21.
        if (event instanceof DomainEvent.OfMessage of) {
            return new EventHeader(kind(of), of.roomId(), of.by(), null, of.messageId());
        }
        return event instanceof DomainEvent.OfRoom of ? ofRoom(of) : personal(event);
    }

    private static EventKind kind(DomainEvent.OfMessage event) {
        if (event instanceof DomainEvent.MessageEdited) {
            return EventKind.MESSAGE_EDITED;
        }
        if (event instanceof DomainEvent.MessageDeleted) {
            return EventKind.MESSAGE_DELETED;
        }
        if (event instanceof DomainEvent.MessagePinned) {
            return EventKind.MESSAGE_PINNED;
        }
        if (event instanceof DomainEvent.MessageUnpinned) {
            return EventKind.MESSAGE_UNPINNED;
        }
        return event instanceof DomainEvent.ReactionAdded ? EventKind.REACTION_ADDED : EventKind.REACTION_REMOVED;
    }

    private static EventHeader ofRoom(DomainEvent.OfRoom event) {
        RoomId room = event.roomId();
        if (event instanceof DomainEvent.MessagePosted posted) {
            return new EventHeader(
                    EventKind.MESSAGE_POSTED,
                    room,
                    posted.message().senderId(),
                    null,
                    posted.message().id());
        }
        if (event instanceof DomainEvent.MemberJoined joined) {
            return new EventHeader(EventKind.MEMBER_JOINED, room, joined.by(), joined.accountId(), null);
        }
        if (event instanceof DomainEvent.MemberLeft left) {
            return new EventHeader(EventKind.MEMBER_LEFT, room, left.by(), left.accountId(), null);
        }
        if (event instanceof DomainEvent.MemberUpdated updated) {
            return new EventHeader(EventKind.MEMBER_UPDATED, room, updated.by(), updated.accountId(), null);
        }
        if (event instanceof DomainEvent.MineUpdated mine) {
            return new EventHeader(EventKind.ME_UPDATED, room, mine.accountId(), mine.accountId(), null);
        }
        if (event instanceof DomainEvent.RoomCreated created) {
            return new EventHeader(EventKind.ROOM_CREATED, room, created.by(), null, null);
        }
        if (event instanceof DomainEvent.RoomUpdated updated) {
            return new EventHeader(EventKind.ROOM_UPDATED, room, updated.by(), null, null);
        }
        return new EventHeader(EventKind.ROOM_DELETED, room, ((DomainEvent.RoomDeleted) event).by(), null, null);
    }

    private static EventHeader personal(DomainEvent event) {
        if (event instanceof DomainEvent.AccountUpdated updated) {
            return own(EventKind.ACCOUNT_UPDATED, updated.accountId());
        }
        if (event instanceof DomainEvent.ContactAdded added) {
            return own(EventKind.CONTACT_ADDED, added.owner());
        }
        if (event instanceof DomainEvent.ContactRemoved removed) {
            return own(EventKind.CONTACT_REMOVED, removed.owner());
        }
        if (event instanceof DomainEvent.BlockAdded added) {
            return own(EventKind.BLOCK_ADDED, added.owner());
        }
        if (event instanceof DomainEvent.BlockRemoved removed) {
            return own(EventKind.BLOCK_REMOVED, removed.owner());
        }
        return own(EventKind.SESSION_REVOKED, ((DomainEvent.SessionRevoked) event).accountId());
    }

    private static EventHeader own(EventKind kind, AccountId account) {
        return new EventHeader(kind, null, account, account, null);
    }
}
