package dev.chatrooms.domain.event;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.id.SessionId;
import dev.chatrooms.domain.message.Emoji;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.room.LeaveReason;
import dev.chatrooms.domain.room.Role;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, as a command decided it. The log stores each as a narrow row that refers to what it is
 * about; readers get the content as it is when they read.
 */
public sealed interface DomainEvent {

    /** Something that happened in a room. */
    sealed interface OfRoom extends DomainEvent {
        RoomId roomId();
    }

    record RoomCreated(RoomId roomId, AccountId by) implements OfRoom {}

    /** Name, topic or kind of a room have changed. */
    record RoomUpdated(RoomId roomId, AccountId by) implements OfRoom {}

    /** A room is gone. {@code by} is null where an operator did it. */
    record RoomDeleted(RoomId roomId, @Nullable AccountId by) implements OfRoom {}

    /**
     * Somebody became a member.
     *
     * @param memberCount with him. Kept with the event, since today's count is none of the business of who has gone
     *     again
     */
    record MemberJoined(RoomId roomId, AccountId accountId, AccountId by, int memberCount) implements OfRoom {}

    /**
     * Somebody is no member any more.
     *
     * @param memberCount without him
     */
    record MemberLeft(RoomId roomId, AccountId accountId, AccountId by, LeaveReason reason, int memberCount)
            implements OfRoom {}

    /** A member has another role from now on. */
    record MemberUpdated(RoomId roomId, AccountId accountId, AccountId by, Role role) implements OfRoom {}

    /**
     * Something of a member's own in a room is not what he knows it to be: his marker, his counts, how he keeps the
     * room. Told to him only, while he is a member.
     */
    record MineUpdated(RoomId roomId, AccountId accountId) implements OfRoom {}

    record MessagePosted(Message message) implements OfRoom {
        @Override
        public RoomId roomId() {
            return message.roomId();
        }
    }

    /** Something happened to a message that was there already. */
    sealed interface OfMessage extends OfRoom {
        MessageId messageId();

        /** Who did it. */
        AccountId by();
    }

    record MessageEdited(RoomId roomId, MessageId messageId, AccountId by) implements OfMessage {}

    /** A message has lost its text and what hung on it; it keeps its place. */
    record MessageDeleted(RoomId roomId, MessageId messageId, AccountId by) implements OfMessage {}

    record MessagePinned(RoomId roomId, MessageId messageId, AccountId by) implements OfMessage {}

    record MessageUnpinned(RoomId roomId, MessageId messageId, AccountId by) implements OfMessage {}

    record ReactionAdded(RoomId roomId, MessageId messageId, AccountId by, Emoji emoji) implements OfMessage {}

    record ReactionRemoved(RoomId roomId, MessageId messageId, AccountId by, Emoji emoji) implements OfMessage {}

    /**
     * What an account shows of itself has changed; told to those who know the person.
     *
     * @param leaving rooms that he leaves in the same commit, as on deleting his account: who is there is to know what
     *     he is called from now on, though he shares no room with him any more when he reads it
     */
    record AccountUpdated(AccountId accountId, Set<RoomId> leaving) implements DomainEvent {
        public AccountUpdated {
            leaving = Set.copyOf(leaving);
        }

        public AccountUpdated(AccountId accountId) {
            this(accountId, Set.of());
        }
    }

    /** Somebody is a contact of the owner's; told to the owner only, as the three below. */
    record ContactAdded(AccountId owner, AccountId contact) implements DomainEvent {}

    record ContactRemoved(AccountId owner, AccountId contact) implements DomainEvent {}

    record BlockAdded(AccountId owner, AccountId blocked) implements DomainEvent {}

    record BlockRemoved(AccountId owner, AccountId blocked) implements DomainEvent {}

    /** A session ended before its time; told to its own account only. */
    record SessionRevoked(AccountId accountId, SessionId sessionId) implements DomainEvent {}
}
