package dev.chatrooms.domain.account;

import dev.chatrooms.domain.event.DomainEvent;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.id.SessionId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An event of an account or of one of its sessions. */
public sealed interface AccountEvent extends DomainEvent {
    @Override
    default @Nullable RoomId roomId() {
        return null;
    }

    @Override
    default AccountId actorId() {
        return subjectId();
    }

    @Override
    AccountId subjectId();

    @Override
    default @Nullable MessageId messageId() {
        return null;
    }

    /**
     * The public profile of an account changed.
     *
     * @param leaving rooms that the account leaves in the same commit, as on its deletion. Their members receive the
     *     event although they share no room with the account when they read it
     */
    record Updated(AccountId subjectId, Set<RoomId> leaving) implements AccountEvent {
        public Updated {
            leaving = Set.copyOf(leaving);
        }

        public Updated(AccountId subjectId) {
            this(subjectId, Set.of());
        }

        @Override
        public EventKind kind() {
            return EventKind.ACCOUNT_UPDATED;
        }
    }

    /**
     * A session ended before its expiry. Only its own account receives the event.
     *
     * @param sessionId null for all sessions that the host vouches for
     */
    record SessionRevoked(AccountId subjectId, @Nullable SessionId sessionId) implements AccountEvent {
        @Override
        public EventKind kind() {
            return EventKind.SESSION_REVOKED;
        }
    }
}
