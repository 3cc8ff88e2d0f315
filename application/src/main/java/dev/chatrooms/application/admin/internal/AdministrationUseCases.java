package dev.chatrooms.application.admin.internal;

import dev.chatrooms.application.Caller;
import dev.chatrooms.application.ChatException;
import dev.chatrooms.application.Page;
import dev.chatrooms.application.PageRequest;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.account.internal.NewAccounts;
import dev.chatrooms.application.admin.Administration;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.message.internal.Committer;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.application.room.RoomManagement;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** {@link Administration} over the store, and over the use cases of everybody where they do. */
public record AdministrationUseCases(
        Store store, Committer committer, NewAccounts newAccounts, RoomManagement rooms, InstantSource clock)
        implements Administration {
    @Override
    public CompletableFuture<Account> createAdmin(Registration registration) {
        try {
            return newAccounts.add(registration, AccountRole.ADMIN);
        } catch (ChatException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public Account promote(String username) {
        return store.write(uow -> {
            Account account = uow.accounts().find(username(username)).orElseThrow(() -> ChatException.notFound("user"));
            if (account.role() == AccountRole.ADMIN) {
                return account;
            }
            Account promoted = account.withRole(AccountRole.ADMIN, now());
            uow.accounts().update(promoted);
            return promoted;
        });
    }

    private static Username username(String text) {
        try {
            return new Username(text);
        } catch (InvalidValue e) {
            throw ChatException.notFound("user");
        }
    }

    @Override
    public boolean hasAdmin() {
        return store.read(stores -> stores.accounts().anyAdmin());
    }

    @Override
    public Page<Account> users(PageRequest page) {
        return store.read(stores -> stores.accounts().list(page));
    }

    @Override
    public Page<Room> rooms(PageRequest page) {
        return store.read(stores -> stores.rooms().list(page));
    }

    @Override
    public CompletableFuture<Room> createRoom(String owner, NewRoom room) {
        try {
            Account account = store.read(stores -> stores.accounts().find(username(owner)))
                    .orElseThrow(() -> ChatException.notFound("user"));
            return rooms.create(Caller.of(account.id()), room).thenApply(RoomView::room);
        } catch (ChatException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<Void> deleteRoom(RoomId id) {
        return committer.run(Set.of(id), uow -> {
            Room room = uow.rooms().lock(Set.of(id)).get(id);
            if (room == null || !uow.rooms().delete(id, room.version())) {
                throw ChatException.notFound("room");
            }
            uow.append(room.deleteByOperator(), now());
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
