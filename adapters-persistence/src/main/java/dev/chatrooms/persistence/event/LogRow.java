package dev.chatrooms.persistence.event;

import dev.chatrooms.application.event.EventHeader;
import dev.chatrooms.application.event.EventKind;
import dev.chatrooms.domain.event.DomainEvent;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.persistence.event.LogAppender.Pending;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code event} to be written, and the message that is stored with it.
 *
 * @param data JSON, where the kind has more to say than the columns hold; made of ids and constants only
 * @param message null where none is posted with it
 */
record LogRow(
        EventHeader header,
        Instant at,
        @Nullable String data,
        @Nullable Message message) {

    static LogRow of(Pending pending) {
        DomainEvent event = pending.event();
        return new LogRow(
                EventHeader.of(event),
                pending.at(),
                data(event),
                event instanceof DomainEvent.MessagePosted posted ? posted.message() : null);
    }

    EventKind kind() {
        return header.kind();
    }

    /**
     * What the column says. What is one member's own is found by him: in the row of the room all the others would have
     * to pass over it.
     */
    @Nullable
    RoomId room() {
        return header.kind() == EventKind.ME_UPDATED ? null : header.roomId();
    }

    @Nullable
    AccountId subject() {
        return header.subjectId();
    }

    @Nullable
    AccountId actor() {
        return header.actorId();
    }

    private static @Nullable String data(DomainEvent event) {
        if (event instanceof DomainEvent.MemberJoined joined) {
            return "{\"members\":" + joined.memberCount() + "}";
        }
        if (event instanceof DomainEvent.MemberLeft left) {
            return "{\"reason\":\"" + left.reason().name().toLowerCase(Locale.ROOT) + "\",\"members\":"
                    + left.memberCount() + "}";
        }
        if (event instanceof DomainEvent.MemberUpdated updated) {
            return text("role", updated.role().name().toLowerCase(Locale.ROOT));
        }
        if (event instanceof DomainEvent.MineUpdated mine) {
            return text("room", mine.roomId());
        }
        if (event instanceof DomainEvent.ReactionAdded added) {
            return text("emoji", added.emoji());
        }
        if (event instanceof DomainEvent.ReactionRemoved removed) {
            return text("emoji", removed.emoji());
        }
        if (event instanceof DomainEvent.AccountUpdated updated) {
            return leaving(updated);
        }
        if (event instanceof DomainEvent.ContactAdded added) {
            return text("user", added.contact());
        }
        if (event instanceof DomainEvent.ContactRemoved removed) {
            return text("user", removed.contact());
        }
        if (event instanceof DomainEvent.BlockAdded added) {
            return text("user", added.blocked());
        }
        if (event instanceof DomainEvent.BlockRemoved removed) {
            return text("user", removed.blocked());
        }
        return event instanceof DomainEvent.SessionRevoked revoked ? text("session", revoked.sessionId()) : null;
    }

    /** Nothing that is written so holds a quotation mark, a backslash or a control character. */
    private static String text(String field, Object value) {
        return "{\"" + field + "\":\"" + value + "\"}";
    }

    private static @Nullable String leaving(DomainEvent.AccountUpdated updated) {
        return updated.leaving().isEmpty()
                ? null
                : updated.leaving().stream()
                        .map(RoomId::toString)
                        .collect(Collectors.joining("\",\"", "{\"left\":[\"", "\"]}"));
    }
}
