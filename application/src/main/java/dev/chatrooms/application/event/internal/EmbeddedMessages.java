package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.RepliedTo;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.id.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The messages whose text is embedded in an event: its own message, the message that one replies to, or a room's last
 * message.
 */
final class EmbeddedMessages {
    private EmbeddedMessages() {}

    /** Returns the ids of the messages embedded in the event, without duplicates. */
    static List<MessageId> in(LoggedEvent event) {
        List<MessageId> embedded = new ArrayList<>(2);
        MessageView view = message(event);
        if (view != null) {
            embedded.add(view.message().id());
            RepliedTo replied = view.replyTo();
            if (replied != null) {
                embedded.add(replied.id());
            }
        }
        return embedded;
    }

    private static @Nullable MessageView message(LoggedEvent event) {
        return switch (event.kind()) {
            case MESSAGE_POSTED, MESSAGE_EDITED, MESSAGE_DELETED ->
                ((EventContent.OfMessage) event.content()).message();
            case ROOM_CREATED, ROOM_UPDATED ->
                ((EventContent.OfRoom) event.content()).room().lastMessage();
            case MEMBER_JOINED -> {
                RoomView room = ((EventContent.Joined) event.content()).room();
                yield room == null ? null : room.lastMessage();
            }
            case MESSAGE_PINNED,
                    MESSAGE_UNPINNED,
                    REACTION_ADDED,
                    REACTION_REMOVED,
                    ROOM_DELETED,
                    MEMBER_LEFT,
                    MEMBER_UPDATED,
                    ME_UPDATED,
                    ACCOUNT_UPDATED,
                    CONTACT_ADDED,
                    CONTACT_REMOVED,
                    BLOCK_ADDED,
                    BLOCK_REMOVED,
                    SESSION_REVOKED -> null;
        };
    }

    /** Returns the event with one of its embedded messages replaced. */
    static LoggedEvent with(LoggedEvent event, MessageView current) {
        return new LoggedEvent(
                event.position(),
                event.kind(),
                event.at(),
                event.roomId(),
                event.actorId(),
                event.subjectId(),
                with(event.content(), current));
    }

    private static EventContent with(EventContent content, MessageView current) {
        if (content instanceof EventContent.OfMessage of) {
            return new EventContent.OfMessage(with(of.message(), current), of.rootCount());
        }
        if (content instanceof EventContent.OfRoom of) {
            return new EventContent.OfRoom(with(of.room(), current));
        }
        if (content instanceof EventContent.Joined joined && joined.room() != null) {
            return new EventContent.Joined(
                    joined.user(),
                    joined.role(),
                    joined.joinedAt(),
                    joined.memberCount(),
                    with(joined.room(), current));
        }
        throw new IllegalArgumentException("the event shows no message");
    }

    private static RoomView with(RoomView room, MessageView current) {
        return new RoomView(
                room.room(), with(Objects.requireNonNull(room.lastMessage()), current), room.me(), room.peer());
    }

    private static MessageView with(MessageView embedded, MessageView current) {
        return embedded.message().id().equals(current.message().id())
                ? current
                : embedded.withReplyTo(RepliedTo.of(current));
    }
}
