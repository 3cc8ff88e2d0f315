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
 * Which messages' texts an event shows, and the same event with another text of one of them: as the message that it is
 * about, as what that answers, or as the last one of a room.
 */
final class ShownMessages {
    private ShownMessages() {}

    /** The messages whose text is in the event, each once. */
    static List<MessageId> in(LoggedEvent event) {
        List<MessageId> shown = new ArrayList<>(2);
        MessageView view = message(event);
        if (view != null) {
            shown.add(view.message().id());
            RepliedTo replied = view.replyTo();
            if (replied != null) {
                shown.add(replied.id());
            }
        }
        return shown;
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

    /** The event with a message that it shows as that is now. */
    static LoggedEvent with(LoggedEvent event, MessageView now) {
        return new LoggedEvent(
                event.position(),
                event.kind(),
                event.at(),
                event.roomId(),
                event.actorId(),
                event.subjectId(),
                with(event.content(), now));
    }

    private static EventContent with(EventContent content, MessageView now) {
        if (content instanceof EventContent.OfMessage of) {
            return new EventContent.OfMessage(with(of.message(), now), of.rootCount());
        }
        if (content instanceof EventContent.OfRoom of) {
            return new EventContent.OfRoom(with(of.room(), now));
        }
        if (content instanceof EventContent.Joined joined && joined.room() != null) {
            return new EventContent.Joined(
                    joined.user(), joined.role(), joined.joinedAt(), joined.memberCount(), with(joined.room(), now));
        }
        throw new IllegalArgumentException("the event shows no message");
    }

    private static RoomView with(RoomView room, MessageView now) {
        return new RoomView(room.room(), with(Objects.requireNonNull(room.lastMessage()), now), room.me(), room.peer());
    }

    private static MessageView with(MessageView shown, MessageView now) {
        return shown.message().id().equals(now.message().id()) ? now : shown.withReplyTo(RepliedTo.of(now));
    }
}
