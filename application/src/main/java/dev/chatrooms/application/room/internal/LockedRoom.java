package dev.chatrooms.application.room.internal;

import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.MembershipPolicy;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.Standing;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A room under its lock, and the account that acts in it. Concurrent changes of the room wait.
 *
 * @param actor the acting account's standing in the room
 */
record LockedRoom(UnitOfWork uow, Room room, Standing actor, Instant now) {
    /**
     * Locks a room until the end of the transaction.
     *
     * @throws ChatException {@code not_found} if there is no such room
     */
    static LockedRoom lock(UnitOfWork uow, RoomId id, AccountId actor, Instant now) {
        @Nullable Room room = uow.rooms().lock(Set.of(id)).get(id);
        // Read for a missing room too: a hidden room must cost as much as one that does not exist.
        Standing standing = uow.rooms().standing(id, actor, now);
        if (room == null) {
            throw ChatException.notFound("room");
        }
        return new LockedRoom(uow, room, standing, now);
    }

    /**
     * Locks a room that the actor can see, until the end of the transaction.
     *
     * @throws ChatException {@code not_found} or {@code unauthenticated}
     */
    static LockedRoom enter(UnitOfWork uow, RoomId id, AccountId actor, Instant now) {
        LockedRoom locked = lock(uow, id, actor, now);
        MembershipPolicy.see(locked.room(), locked.actor()).orElseThrow(ChatException::new);
        return locked;
    }

    AccountId actorId() {
        return actor.accountId();
    }

    /** Returns an account's standing in the room. */
    Standing standing(AccountId account) {
        return account.equals(actorId()) ? actor : uow.rooms().standing(room.id(), account, now);
    }

    int owners() {
        return uow.rooms().countMembers(room.id(), Role.OWNER);
    }

    /** Stores a membership that began. */
    Membership begin(Room.Change joined) {
        uow.rooms().addMember(joined.membership());
        append(joined);
        return joined.membership();
    }

    /** Removes a membership that ended. */
    void end(Room.Change left) {
        uow.rooms().removeMember(room.id(), left.membership().accountId());
        append(left);
    }

    private void append(Room.Change change) {
        change.events().forEach(event -> uow.append(event, now));
    }

    /** Records an action of the actor on the room. */
    void audit(AuditAction action) {
        uow.audit().record(AuditEntry.by(actorId(), action, now).on(room.id()));
    }

    /** Records an action of the actor on the room. */
    void audit(AuditAction action, String detail) {
        uow.audit().record(AuditEntry.by(actorId(), action, now).on(room.id()).with(detail));
    }

    /** Records an action of the actor on another account in the room. */
    void audit(AuditAction action, AccountId to) {
        uow.audit().record(AuditEntry.by(actorId(), action, now).on(room.id()).on(to));
    }

    /** Records an action of the actor on another account in the room. */
    void audit(AuditAction action, AccountId to, String detail) {
        uow.audit()
                .record(AuditEntry.by(actorId(), action, now)
                        .on(room.id())
                        .on(to)
                        .with(detail));
    }
}
