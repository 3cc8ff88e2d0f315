package dev.chatrooms.domain.message;

import dev.chatrooms.domain.event.DomainEvent;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import org.jspecify.annotations.Nullable;

/** An event of a message or of its reactions. */
public sealed interface MessageEvent extends DomainEvent {
    @Override
    RoomId roomId();

    @Override
    default @Nullable AccountId subjectId() {
        return null;
    }

    @Override
    MessageId messageId();

    /** A message was posted. */
    record Posted(Message message) implements MessageEvent {
        @Override
        public EventKind kind() {
            return EventKind.MESSAGE_POSTED;
        }

        @Override
        public RoomId roomId() {
            return message.roomId();
        }

        @Override
        public AccountId actorId() {
            return message.senderId();
        }

        @Override
        public MessageId messageId() {
            return message.id();
        }
    }

    /** The text or the metadata of a message was replaced. */
    record Edited(RoomId roomId, MessageId messageId, AccountId actorId) implements MessageEvent {
        @Override
        public EventKind kind() {
            return EventKind.MESSAGE_EDITED;
        }
    }

    /**
     * A message was deleted. It keeps its place in the room.
     *
     * @param actorId null if it had reached the age at which all messages are deleted
     */
    record Deleted(
            RoomId roomId, MessageId messageId, @Nullable AccountId actorId) implements MessageEvent {
        @Override
        public EventKind kind() {
            return EventKind.MESSAGE_DELETED;
        }
    }

    /** A message was pinned. */
    record Pinned(RoomId roomId, MessageId messageId, AccountId actorId) implements MessageEvent {
        @Override
        public EventKind kind() {
            return EventKind.MESSAGE_PINNED;
        }
    }

    /** A message was unpinned. */
    record Unpinned(RoomId roomId, MessageId messageId, AccountId actorId) implements MessageEvent {
        @Override
        public EventKind kind() {
            return EventKind.MESSAGE_UNPINNED;
        }
    }

    /** An account reacted to a message. */
    record ReactionAdded(RoomId roomId, MessageId messageId, AccountId actorId, Emoji emoji) implements MessageEvent {
        @Override
        public EventKind kind() {
            return EventKind.REACTION_ADDED;
        }
    }

    /** An account took back a reaction. */
    record ReactionRemoved(RoomId roomId, MessageId messageId, AccountId actorId, Emoji emoji) implements MessageEvent {
        @Override
        public EventKind kind() {
            return EventKind.REACTION_REMOVED;
        }
    }
}
