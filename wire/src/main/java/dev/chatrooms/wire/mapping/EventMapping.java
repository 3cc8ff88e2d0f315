package dev.chatrooms.wire.mapping;

import dev.chatrooms.application.event.Audience;
import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.event.Signal;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.wire.Event;
import dev.chatrooms.wire.EventData;
import dev.chatrooms.wire.Joined;
import dev.chatrooms.wire.Left;
import dev.chatrooms.wire.MemberUpdated;
import dev.chatrooms.wire.Message;
import dev.chatrooms.wire.Nothing;
import dev.chatrooms.wire.OnAList;
import dev.chatrooms.wire.Pin;
import dev.chatrooms.wire.Reacted;
import dev.chatrooms.wire.SessionRevoked;
import dev.chatrooms.wire.Signal.PresenceSignal;
import dev.chatrooms.wire.Signal.ReadSignal;
import dev.chatrooms.wire.Signal.TypingSignal;
import dev.chatrooms.wire.ThreadMessage;

/** Events and signals, as sockets send them. Use {@link Rendered} to send one: it is encoded once for all receivers. */
final class EventMapping {
    private EventMapping() {}

    static Event event(ViewedEvent viewed) {
        LoggedEvent event = viewed.event();
        return new Event(
                Event.OP,
                viewed.cursor().toString(),
                event.kind().wireName(),
                event.roomId() == null ? null : event.roomId().value(),
                event.actorId() == null ? null : event.actorId().value(),
                event.at(),
                data(event, viewed.audience() == Audience.SELF));
    }

    private static EventData data(LoggedEvent event, boolean self) {
        EventContent content = event.content();
        // Not a switch: patterns need Java 21. The interface is sealed, and a test keeps this complete.
        if (content instanceof EventContent.OfMessage posted) {
            return message(posted, self);
        } else if (content instanceof EventContent.OfRoom made) {
            return RoomMapping.inEvent(made.room(), null);
        } else if (content instanceof EventContent.Joined joined) {
            return new Joined(
                    AccountMapping.profile(joined.user()),
                    Words.of(joined.role()),
                    joined.joinedAt(),
                    joined.memberCount(),
                    self && joined.room() != null ? RoomMapping.inEvent(joined.room(), event.subjectId()) : null);
        } else if (content instanceof EventContent.Left left) {
            return new Left(left.userId().value(), left.by().value(), Words.of(left.reason()), left.memberCount());
        } else if (content instanceof EventContent.MemberChanged changed) {
            return new MemberUpdated(changed.userId().value(), Words.of(changed.role()));
        } else if (content instanceof EventContent.OfMine own) {
            return RoomMapping.ownSide(own.mine(), own.lastSeq());
        } else if (content instanceof EventContent.OfPin pin) {
            return new Pin(pin.messageId().value(), pin.by().value());
        } else if (content instanceof EventContent.OfReaction reaction) {
            return new Reacted(
                    reaction.messageId().value(),
                    reaction.emoji().value(),
                    reaction.userId().value(),
                    MessageMapping.reactions(reaction.reactions(), false));
        } else if (content instanceof EventContent.OfAccount updated) {
            return AccountMapping.profile(updated.account());
        } else if (content instanceof EventContent.OfPerson person) {
            return new OnAList(person.user().id().value(), AccountMapping.profile(person.user()));
        } else if (content instanceof EventContent.Revoked revoked) {
            return new SessionRevoked(revoked.session().value());
        } else if (content instanceof EventContent.Nothing) {
            return new Nothing();
        }
        throw new IllegalArgumentException(
                "no wire form for " + content.getClass().getSimpleName());
    }

    private static EventData message(EventContent.OfMessage content, boolean self) {
        Message message = MessageMapping.inEvent(
                content.message(), self ? content.message().sender().id() : null);
        Integer count = content.rootCount();
        return count == null || message.threadId() == null
                ? message
                : new ThreadMessage(message, message.threadId(), count);
    }

    static dev.chatrooms.wire.Signal signal(Signal signal) {
        String op = dev.chatrooms.wire.Signal.OP;
        String type = signal.wireName();
        if (signal instanceof Signal.Typing typing) {
            return new TypingSignal(
                    op, type, typing.roomId().value(), typing.userId().value(), typing.on());
        } else if (signal instanceof Signal.PresenceChanged presence) {
            return new PresenceSignal(op, type, presence.userId().value(), Words.of(presence.status()));
        } else if (signal instanceof Signal.Read read) {
            return new ReadSignal(op, type, read.roomId().value(), read.userId().value(), read.seq(), read.unread());
        }
        throw new IllegalArgumentException(
                "no wire form for " + signal.getClass().getSimpleName());
    }
}
