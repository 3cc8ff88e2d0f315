package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.admin.OwnedRooms;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.internal.ChatFuture;
import dev.chatrooms.application.spi.Rooms.JoinedRoom;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.MembershipPolicy;
import dev.chatrooms.domain.room.MembershipPolicy.Departure;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Hands over or deletes the rooms that an account alone owns, {@value #BATCH} in a transaction. Successors are found
 * outside the transaction, because a room may have many members.
 */
final class OwnedRoomsRelease {
    static final int BATCH = 100;
    /** More batches than an account can own rooms, so that an account that goes on creating rooms is given up. */
    private static final int MAX_BATCHES = 200;

    private final Transactor transactor;
    private final Executor workers;

    OwnedRoomsRelease(Transactor transactor, Executor workers) {
        this.transactor = transactor;
        this.workers = workers;
    }

    /** Rooms to release, with their next owners unless they are deleted. */
    private record Owned(Set<RoomId> rooms, Map<RoomId, AccountId> successors) {}

    /** @param entries starts the audit entries */
    CompletableFuture<Void> release(AccountId account, OwnedRooms fate, Function<AuditAction, AuditEntry> entries) {
        return release(account, fate, entries, MAX_BATCHES);
    }

    private CompletableFuture<Void> release(
            AccountId account, OwnedRooms fate, Function<AuditAction, AuditEntry> entries, int batches) {
        return ChatFuture.supplyAsync(() -> next(account, fate), workers).thenCompose(owned -> {
            if (owned.rooms().isEmpty()) {
                return CompletableFuture.<Void>completedFuture(null);
            }
            if (batches == 0) {
                return CompletableFuture.<Void>failedFuture(
                        ChatException.unavailable("the account's rooms keep changing", null));
            }
            return transactor
                    .run(owned.rooms(), uow -> release(uow, account, fate, entries, owned))
                    .thenCompose(released -> release(account, fate, entries, batches - 1));
        });
    }

    private Owned next(AccountId account, OwnedRooms fate) {
        return transactor.read(stores -> {
            Set<RoomId> rooms = Set.copyOf(owned(stores, account).stream()
                    .limit(BATCH)
                    .map(owned -> owned.room().id())
                    .toList());
            return new Owned(
                    rooms,
                    fate == OwnedRooms.HAND_OVER && !rooms.isEmpty()
                            ? stores.rooms().successors(rooms, account)
                            : Map.of());
        });
    }

    private static List<JoinedRoom> owned(Stores stores, AccountId account) {
        return stores.rooms().joinedRooms(account).stream()
                .filter(joined -> departure(joined) == Departure.LAST_OWNER)
                .toList();
    }

    private static Departure departure(JoinedRoom joined) {
        return MembershipPolicy.depart(joined.room(), joined.membership().role(), joined.owners());
    }

    private void release(
            UnitOfWork uow,
            AccountId account,
            OwnedRooms fate,
            Function<AuditAction, AuditEntry> entries,
            Owned owned) {
        Instant now = transactor.now();
        for (JoinedRoom joined : owned(uow, account)) {
            RoomId room = joined.room().id();
            AccountId successor = owned.successors().get(room);
            if (!owned.rooms().contains(room)) {
                continue;
            }
            if (fate == OwnedRooms.DELETE) {
                delete(uow, joined.room(), entries, now);
            } else if (successor != null && uow.rooms().setRole(room, successor, Role.OWNER)) {
                // Otherwise the successor has left meanwhile, and the next batch finds another one.
                handOver(uow, joined, successor, entries, now);
            }
        }
    }

    private static void handOver(
            UnitOfWork uow,
            JoinedRoom joined,
            AccountId successor,
            Function<AuditAction, AuditEntry> entries,
            Instant now) {
        RoomEvent event = joined.room().handOver(joined.membership(), joined.owners(), successor);
        uow.append(event, now);
        uow.audit()
                .record(entries.apply(AuditAction.MEMBER_ROLE_CHANGED)
                        .on(joined.room().id())
                        .on(successor)
                        .with("owner"));
    }

    private static void delete(UnitOfWork uow, Room room, Function<AuditAction, AuditEntry> entries, Instant now) {
        if (!uow.rooms().delete(room.id())) {
            throw new IllegalStateException("a locked room has changed");
        }
        uow.append(room.deleteByOperator(), now);
        uow.audit().record(entries.apply(AuditAction.ROOM_DELETED).on(room.id()));
    }
}
