package dev.chatrooms.persistence.event;

import dev.chatrooms.application.event.EventKind;
import dev.chatrooms.domain.account.AccountId;
import dev.chatrooms.domain.event.DomainEvent;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.room.RoomId;
import dev.chatrooms.persistence.event.LogAppender.Pending;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code event} to be written, and the message that is stored with it.
 *
 * @param data JSON, where the kind has more to say than the columns hold; made of ids and constants only
 */
record LogRow(
        EventKind kind,
        Instant at,
        @Nullable RoomId room,
        @Nullable AccountId subject,
        @Nullable AccountId actor,
        @Nullable String data,
        @Nullable Message message) {

    static LogRow of(Pending pending) {
        DomainEvent event = pending.event();
        Instant at = pending.at();
        if (event instanceof DomainEvent.MessagePosted posted) {
            Message message = posted.message();
            return new LogRow(EventKind.MESSAGE_POSTED, at, message.roomId(), null, message.senderId(), null, message);
        }
        if (event instanceof DomainEvent.RoomCreated created) {
            return new LogRow(EventKind.ROOM_CREATED, at, created.roomId(), null, created.by(), null, null);
        }
        if (event instanceof DomainEvent.RoomDeleted deleted) {
            return new LogRow(EventKind.ROOM_DELETED, at, deleted.roomId(), null, deleted.by(), null, null);
        }
        if (event instanceof DomainEvent.MemberJoined joined) {
            String data = "{\"members\":" + joined.memberCount() + "}";
            return new LogRow(
                    EventKind.MEMBER_JOINED, at, joined.roomId(), joined.accountId(), joined.by(), data, null);
        }
        if (event instanceof DomainEvent.MemberLeft left) {
            String data = "{\"reason\":\"" + left.reason().name().toLowerCase(Locale.ROOT) + "\",\"members\":"
                    + left.memberCount() + "}";
            return new LogRow(EventKind.MEMBER_LEFT, at, left.roomId(), left.accountId(), left.by(), data, null);
        }
        if (event instanceof DomainEvent.AccountUpdated updated) {
            AccountId account = updated.accountId();
            return new LogRow(EventKind.ACCOUNT_UPDATED, at, null, account, account, leaving(updated), null);
        }
        if (event instanceof DomainEvent.ContactAdded added) {
            return personal(EventKind.CONTACT_ADDED, at, added.owner(), added.contact());
        }
        if (event instanceof DomainEvent.ContactRemoved removed) {
            return personal(EventKind.CONTACT_REMOVED, at, removed.owner(), removed.contact());
        }
        if (event instanceof DomainEvent.BlockAdded added) {
            return personal(EventKind.BLOCK_ADDED, at, added.owner(), added.blocked());
        }
        if (event instanceof DomainEvent.BlockRemoved removed) {
            return personal(EventKind.BLOCK_REMOVED, at, removed.owner(), removed.blocked());
        }
        DomainEvent.SessionRevoked revoked = (DomainEvent.SessionRevoked) event;
        String data = "{\"session\":\"" + revoked.sessionId() + "\"}";
        return new LogRow(EventKind.SESSION_REVOKED, at, null, revoked.accountId(), revoked.accountId(), data, null);
    }

    private static @Nullable String leaving(DomainEvent.AccountUpdated updated) {
        return updated.leaving().isEmpty()
                ? null
                : updated.leaving().stream()
                        .map(RoomId::toString)
                        .collect(Collectors.joining("\",\"", "{\"left\":[\"", "\"]}"));
    }

    private static LogRow personal(EventKind kind, Instant at, AccountId owner, AccountId person) {
        return new LogRow(kind, at, null, owner, owner, "{\"user\":\"" + person + "\"}", null);
    }
}
