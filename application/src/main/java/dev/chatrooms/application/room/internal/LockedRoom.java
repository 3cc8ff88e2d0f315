package dev.chatrooms.application.room.internal;

import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.LeaveReason;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.Standing;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A room under its lock, and somebody who is about to do something there. Others who want to change it wait.
 *
 * @param actor what he is to it
 */
record LockedRoom(UnitOfWork uow, Room room, Standing actor, Instant now) {
    /**
     * Locks a room that somebody can see, until the end of the transaction.
     *
     * @throws ChatException {@code not_found} or {@code unauthenticated}
     */
    static LockedRoom enter(UnitOfWork uow, RoomId id, AccountId actor, Instant now) {
        Optional<Room> found = Optional.ofNullable(uow.rooms().lock(Set.of(id)).get(id));
        VisibleRoom sight = VisibleRoom.of(uow, id, found, actor, now);
        return new LockedRoom(uow, sight.room(), sight.viewer(), now);
    }

    AccountId actorId() {
        return actor.accountId();
    }

    /** What somebody is to the room, the actor himself or another. */
    Standing standing(AccountId account) {
        return account.equals(actorId()) ? actor : uow.rooms().standing(room.id(), account, now);
    }

    int owners() {
        return uow.rooms().countMembers(room.id(), Role.OWNER);
    }

    /** Makes somebody a member; a policy has said that he is to be one. */
    Membership admit(AccountId account) {
        Room.Change joined = room.admit(account, Role.MEMBER, actorId(), now);
        uow.rooms().addMember(joined.membership());
        append(joined);
        return joined.membership();
    }

    /** Ends somebody's membership; a policy has said that it is to end. */
    void dismiss(Standing member, LeaveReason reason) {
        Room.Change left = room.dismiss(Objects.requireNonNull(member.membership()), actorId(), reason);
        uow.rooms().removeMember(room.id(), member.accountId());
        append(left);
    }

    private void append(Room.Change change) {
        change.events().forEach(event -> uow.append(event, now));
    }

    /** Writes down what the actor has done to the room. */
    void audit(AuditAction action) {
        uow.audit().record(AuditEntry.by(actorId(), action, now).on(room.id()));
    }

    /** Writes down what the actor has done to the room. */
    void audit(AuditAction action, String detail) {
        uow.audit().record(AuditEntry.by(actorId(), action, now).on(room.id()).with(detail));
    }

    /** Writes down what the actor has done to somebody in the room. */
    void audit(AuditAction action, AccountId to) {
        uow.audit().record(AuditEntry.by(actorId(), action, now).on(room.id()).on(to));
    }

    /** Writes down what the actor has done to somebody in the room. */
    void audit(AuditAction action, AccountId to, String detail) {
        uow.audit()
                .record(AuditEntry.by(actorId(), action, now)
                        .on(room.id())
                        .on(to)
                        .with(detail));
    }
}
