package dev.chatrooms.domain.room;

import dev.chatrooms.domain.event.DomainEvent;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import org.jspecify.annotations.Nullable;

/** An event of a room or of a membership in it. */
public sealed interface RoomEvent extends DomainEvent {
    @Override
    RoomId roomId();

    @Override
    default @Nullable MessageId messageId() {
        return null;
    }

    /** A room was created. */
    record Created(RoomId roomId, AccountId actorId) implements RoomEvent {
        @Override
        public EventKind kind() {
            return EventKind.ROOM_CREATED;
        }

        @Override
        public @Nullable AccountId subjectId() {
            return null;
        }
    }

    /**
     * The name, topic, kind or metadata of a room changed.
     *
     * @param actorId null for an operator, or for a migration
     */
    record Updated(RoomId roomId, @Nullable AccountId actorId) implements RoomEvent {
        @Override
        public EventKind kind() {
            return EventKind.ROOM_UPDATED;
        }

        @Override
        public @Nullable AccountId subjectId() {
            return null;
        }
    }

    /**
     * A room was deleted.
     *
     * @param actorId null for an operator
     */
    record Deleted(RoomId roomId, @Nullable AccountId actorId) implements RoomEvent {
        @Override
        public EventKind kind() {
            return EventKind.ROOM_DELETED;
        }

        @Override
        public @Nullable AccountId subjectId() {
            return null;
        }
    }

    /**
     * An account became a member.
     *
     * @param subjectId the new member
     * @param memberCount including the new member. Part of the event because members who have left since must not see
     *     today's count
     */
    record MemberJoined(RoomId roomId, AccountId subjectId, AccountId actorId, int memberCount) implements RoomEvent {
        @Override
        public EventKind kind() {
            return EventKind.MEMBER_JOINED;
        }
    }

    /**
     * A membership ended.
     *
     * @param subjectId the former member
     * @param memberCount without the former member
     */
    record MemberLeft(RoomId roomId, AccountId subjectId, AccountId actorId, LeaveReason reason, int memberCount)
            implements RoomEvent {
        @Override
        public EventKind kind() {
            return EventKind.MEMBER_LEFT;
        }
    }

    /**
     * A member's role changed.
     *
     * @param role the new role
     */
    record MemberUpdated(RoomId roomId, AccountId subjectId, AccountId actorId, Role role) implements RoomEvent {
        @Override
        public EventKind kind() {
            return EventKind.MEMBER_UPDATED;
        }
    }

    /**
     * A member's own data of a room changed: the read marker, the unread counts or the settings. Only that member
     * receives the event.
     */
    record OwnMembershipUpdated(RoomId roomId, AccountId subjectId) implements RoomEvent {
        @Override
        public EventKind kind() {
            return EventKind.ME_UPDATED;
        }

        @Override
        public AccountId actorId() {
            return subjectId;
        }
    }
}
