package dev.chatrooms.persistence.event;

import dev.chatrooms.domain.account.AccountEvent;
import dev.chatrooms.domain.event.DomainEvent;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.EventScope;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.id.SessionId;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageEvent;
import dev.chatrooms.domain.people.PeopleEvent;
import dev.chatrooms.domain.room.RoomEvent;
import dev.chatrooms.persistence.event.LogAppender.Pending;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row to be written to {@code event}, together with the message that a posting stores. */
record LogRow(DomainEvent event, Instant at) {
    static LogRow of(Pending pending) {
        return new LogRow(pending.event(), pending.at());
    }

    EventKind kind() {
        return event.kind();
    }

    /**
     * Returns the value of {@code room_id}. It is null for events that only one member may see: they are found by their
     * subject, and readers of the room would have to skip them.
     */
    @Nullable
    RoomId room() {
        return kind().scope() == EventScope.MEMBER ? null : event.roomId();
    }

    @Nullable
    AccountId subject() {
        return event.subjectId();
    }

    @Nullable
    AccountId actor() {
        return event.actorId();
    }

    @Nullable
    MessageId messageId() {
        return event.messageId();
    }

    /** Returns the message to be stored with the row, or null if the event posts none. */
    @Nullable
    Message message() {
        return event instanceof MessageEvent.Posted posted ? posted.message() : null;
    }

    /**
     * Returns as JSON what the event has in addition to the columns, or null if it has nothing more. The values are ids
     * and constants only, so none contains a quotation mark, a backslash or a control character.
     */
    @Nullable
    String data() {
        return switch (kind()) {
            case MESSAGE_POSTED,
                    MESSAGE_EDITED,
                    MESSAGE_DELETED,
                    MESSAGE_PINNED,
                    MESSAGE_UNPINNED,
                    ROOM_CREATED,
                    ROOM_UPDATED,
                    ROOM_DELETED -> null;
            case REACTION_ADDED -> text("emoji", ((MessageEvent.ReactionAdded) event).emoji());
            case REACTION_REMOVED -> text("emoji", ((MessageEvent.ReactionRemoved) event).emoji());
            case MEMBER_JOINED -> "{\"members\":" + ((RoomEvent.MemberJoined) event).memberCount() + "}";
            case MEMBER_LEFT -> {
                RoomEvent.MemberLeft left = (RoomEvent.MemberLeft) event;
                yield "{\"reason\":\"" + lowerCase(left.reason()) + "\",\"members\":" + left.memberCount() + "}";
            }
            case MEMBER_UPDATED -> text("role", lowerCase(((RoomEvent.MemberUpdated) event).role()));
            case ME_UPDATED -> text("room", ((RoomEvent.OwnMembershipUpdated) event).roomId());
            case ACCOUNT_UPDATED -> leaving((AccountEvent.Updated) event);
            case CONTACT_ADDED, CONTACT_REMOVED, BLOCK_ADDED, BLOCK_REMOVED ->
                text("user", ((PeopleEvent) event).personId());
            case SESSION_REVOKED -> {
                SessionId session = ((AccountEvent.SessionRevoked) event).sessionId();
                yield session == null ? null : text("session", session);
            }
        };
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String text(String field, Object value) {
        return "{\"" + field + "\":\"" + value + "\"}";
    }

    private static @Nullable String leaving(AccountEvent.Updated updated) {
        return updated.leaving().isEmpty()
                ? null
                : updated.leaving().stream()
                        .map(RoomId::toString)
                        .collect(Collectors.joining("\",\"", "{\"left\":[\"", "\"]}"));
    }
}
