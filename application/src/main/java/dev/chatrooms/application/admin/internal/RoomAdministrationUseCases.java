package dev.chatrooms.application.admin.internal;

import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.RoomAdministration;
import dev.chatrooms.application.admin.RoomFilter;
import dev.chatrooms.application.admin.RoomOverview;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.internal.AccountLookup;
import dev.chatrooms.application.room.RoomEdit;
import dev.chatrooms.application.room.internal.RoomUpdates;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Membership;
import dev.chatrooms.domain.room.Role;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomChange;
import dev.chatrooms.domain.room.RoomEvent;
import dev.chatrooms.domain.room.RoomKind;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@link RoomAdministration} over the store. Each change decides under the room's lock. */
final class RoomAdministrationUseCases implements RoomAdministration {
    private final AdminServices services;
    private final Transactor transactor;
    private final Actor actor;

    RoomAdministrationUseCases(AdminServices services, Actor actor) {
        this.services = services;
        this.transactor = services.transactor();
        this.actor = actor;
    }

    @Override
    public Page<RoomOverview> list(RoomFilter filter, PageRequest page) {
        actor.require(transactor);
        services.figures().catchUp();
        return transactor.read(stores -> stores.adminQueries().rooms(filter, page));
    }

    @Override
    public CompletableFuture<RoomOverview> change(RoomId id, RoomEdit edit, @Nullable String owner) {
        return Transactor.attempt(() -> {
            RoomChange change = RoomUpdates.check(edit);
            return transactor
                    .change(Set.of(id), uow -> {
                        Room room = locked(uow, id);
                        Instant now = transactor.now();
                        room.updateByOperator(change, now)
                                .orElseThrow(ChatException::new)
                                .ifPresent(update -> update(uow, room, update, now));
                        if (owner != null) {
                            makeOwner(uow, id, owner, now);
                        }
                        return id;
                    })
                    .thenApplyAsync(
                            changed -> transactor.read(stores -> stores.adminQueries()
                                    .room(changed)
                                    .orElseThrow(() -> ChatException.notFound("room"))),
                            services.workers());
        });
    }

    private Room locked(UnitOfWork uow, RoomId id) {
        Room room = uow.rooms().lock(Set.of(id)).get(id);
        actor.require(uow, transactor.now());
        if (room == null) {
            throw ChatException.notFound("room");
        }
        return room;
    }

    private void update(UnitOfWork uow, Room before, Room.Update update, Instant now) {
        String changed = RoomUpdates.store(uow, before, update, now);
        uow.audit()
                .record(actor.entry(AuditAction.ROOM_UPDATED, now)
                        .on(before.id())
                        .with(changed));
    }

    private void makeOwner(UnitOfWork uow, RoomId room, String user, Instant now) {
        Account account = AccountLookup.find(uow.accounts(), user)
                .filter(found -> !found.deleted())
                .orElse(null);
        Membership member = account == null
                ? null
                : uow.rooms().standing(room, account.id(), now).membership();
        if (account == null || member == null) {
            Fields fields = new Fields();
            fields.reject("owner", "not_a_member", "must be a member of the room");
            fields.check();
            return;
        }
        if (member.role() == Role.OWNER) {
            return;
        }
        uow.rooms().setRole(room, account.id(), Role.OWNER);
        AccountId by = actor.caller() == null ? account.id() : actor.caller().accountId();
        uow.append(new RoomEvent.MemberUpdated(room, account.id(), by, Role.OWNER), now);
        uow.audit()
                .record(actor.entry(AuditAction.MEMBER_ROLE_CHANGED, now)
                        .on(room)
                        .on(account.id())
                        .with("owner"));
    }

    @Override
    public CompletableFuture<Void> delete(RoomId id) {
        return Transactor.attempt(() -> transactor.run(Set.of(id), uow -> {
            Room room = locked(uow, id);
            if (room.kind() == RoomKind.DIRECT) {
                throw new ChatException(RefusalCode.DIRECT_ROOM, "a direct room cannot be deleted");
            }
            if (!uow.rooms().delete(id)) {
                throw ChatException.notFound("room");
            }
            Instant now = transactor.now();
            uow.append(room.deleteByOperator(), now);
            uow.audit().record(actor.entry(AuditAction.ROOM_DELETED, now).on(id));
        }));
    }
}
