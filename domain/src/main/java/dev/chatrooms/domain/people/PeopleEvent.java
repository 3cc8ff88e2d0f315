package dev.chatrooms.domain.people;

import dev.chatrooms.domain.event.DomainEvent;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import org.jspecify.annotations.Nullable;

/** An event of an account's contacts or blocks. Only the owner of the list receives it. */
public sealed interface PeopleEvent extends DomainEvent {
    @Override
    default @Nullable RoomId roomId() {
        return null;
    }

    @Override
    default AccountId actorId() {
        return subjectId();
    }

    /** Returns the owner of the list. */
    @Override
    AccountId subjectId();

    @Override
    default @Nullable MessageId messageId() {
        return null;
    }

    /** Returns the account that was put on the list or taken off it. */
    AccountId personId();

    /** An account was added to the owner's contacts. */
    record ContactAdded(AccountId subjectId, AccountId personId) implements PeopleEvent {
        @Override
        public EventKind kind() {
            return EventKind.CONTACT_ADDED;
        }
    }

    /** An account was removed from the owner's contacts. */
    record ContactRemoved(AccountId subjectId, AccountId personId) implements PeopleEvent {
        @Override
        public EventKind kind() {
            return EventKind.CONTACT_REMOVED;
        }
    }

    /** The owner blocked an account. */
    record BlockAdded(AccountId subjectId, AccountId personId) implements PeopleEvent {
        @Override
        public EventKind kind() {
            return EventKind.BLOCK_ADDED;
        }
    }

    /** The owner unblocked an account. */
    record BlockRemoved(AccountId subjectId, AccountId personId) implements PeopleEvent {
        @Override
        public EventKind kind() {
            return EventKind.BLOCK_REMOVED;
        }
    }
}
