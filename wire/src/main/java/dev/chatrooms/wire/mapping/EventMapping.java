package dev.chatrooms.wire.mapping;

import dev.chatrooms.application.event.Audience;
import dev.chatrooms.application.event.EventContent;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.event.Signal;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.SessionId;
import dev.chatrooms.wire.EmptyObject;
import dev.chatrooms.wire.Event;
import dev.chatrooms.wire.EventData;
import dev.chatrooms.wire.ListedPerson;
import dev.chatrooms.wire.MemberJoined;
import dev.chatrooms.wire.MemberLeft;
import dev.chatrooms.wire.MemberUpdated;
import dev.chatrooms.wire.Message;
import dev.chatrooms.wire.OwnMembershipUpdated;
import dev.chatrooms.wire.Pin;
import dev.chatrooms.wire.ReactionUpdated;
import dev.chatrooms.wire.SessionRevoked;
import dev.chatrooms.wire.Signal.PresenceSignal;
import dev.chatrooms.wire.Signal.ReadSignal;
import dev.chatrooms.wire.Signal.TypingSignal;
import dev.chatrooms.wire.ThreadMessage;
import org.jspecify.annotations.Nullable;

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
        return switch (event.kind()) {
            case MESSAGE_POSTED, MESSAGE_EDITED, MESSAGE_DELETED -> message((EventContent.OfMessage) content, self);
            case MESSAGE_PINNED, MESSAGE_UNPINNED -> pin((EventContent.OfPin) content);
            case REACTION_ADDED, REACTION_REMOVED -> reaction((EventContent.OfReaction) content);
            case ROOM_CREATED, ROOM_UPDATED -> RoomMapping.inEvent(((EventContent.OfRoom) content).room(), null);
            case ROOM_DELETED -> new EmptyObject();
            case MEMBER_JOINED -> joined((EventContent.Joined) content, self ? event.subjectId() : null);
            case MEMBER_LEFT -> left((EventContent.Left) content);
            case MEMBER_UPDATED -> memberUpdated((EventContent.MemberChanged) content);
            case ME_UPDATED -> ownSide((EventContent.OfMine) content);
            case ACCOUNT_UPDATED -> AccountMapping.profile(((EventContent.OfAccount) content).account());
            case CONTACT_ADDED, CONTACT_REMOVED, BLOCK_ADDED, BLOCK_REMOVED ->
                onAList(((EventContent.OfPerson) content).user());
            case SESSION_REVOKED -> {
                SessionId session = ((EventContent.Revoked) content).session();
                yield new SessionRevoked(session == null ? null : session.value());
            }
        };
    }

    private static Pin pin(EventContent.OfPin pin) {
        return new Pin(pin.messageId().value(), pin.by().value());
    }

    private static ReactionUpdated reaction(EventContent.OfReaction reaction) {
        return new ReactionUpdated(
                reaction.messageId().value(),
                reaction.emoji().value(),
                reaction.userId().value(),
                MessageMapping.reactions(reaction.reactions(), false));
    }

    /** @param viewer the new member for the new member's own event; null for all others */
    private static MemberJoined joined(EventContent.Joined joined, @Nullable AccountId viewer) {
        return new MemberJoined(
                AccountMapping.profile(joined.user()),
                EnumNames.of(joined.role()),
                joined.joinedAt(),
                joined.memberCount(),
                viewer != null && joined.room() != null ? RoomMapping.inEvent(joined.room(), viewer) : null);
    }

    private static MemberLeft left(EventContent.Left left) {
        return new MemberLeft(
                left.userId().value(), left.by().value(), EnumNames.of(left.reason()), left.memberCount());
    }

    private static MemberUpdated memberUpdated(EventContent.MemberChanged changed) {
        return new MemberUpdated(changed.userId().value(), EnumNames.of(changed.role()));
    }

    private static OwnMembershipUpdated ownSide(EventContent.OfMine own) {
        return RoomMapping.ownSide(own.mine(), own.lastSeq());
    }

    private static ListedPerson onAList(Profile person) {
        return new ListedPerson(person.id().value(), AccountMapping.profile(person));
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
            return new PresenceSignal(op, type, presence.userId().value(), EnumNames.of(presence.status()));
        } else if (signal instanceof Signal.Read read) {
            return new ReadSignal(op, type, read.roomId().value(), read.userId().value(), read.seq(), read.unread());
        }
        throw new IllegalArgumentException(
                "no wire form for " + signal.getClass().getSimpleName());
    }
}
