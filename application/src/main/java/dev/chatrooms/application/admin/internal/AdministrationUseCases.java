package dev.chatrooms.application.admin.internal;

import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.account.internal.NewAccounts;
import dev.chatrooms.application.account.internal.NewPassword;
import dev.chatrooms.application.account.internal.Revocation;
import dev.chatrooms.application.admin.Administration;
import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.admin.AuditRecord;
import dev.chatrooms.application.commit.internal.Committer;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.application.room.internal.RoomUseCases;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountRole;
import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Room;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** {@link Administration} over the store, and over the use cases of everybody where they do. */
public record AdministrationUseCases(
        Store store,
        Committer committer,
        NewAccounts newAccounts,
        RoomUseCases rooms,
        PasswordHasher hasher,
        InstantSource clock)
        implements Administration {
    private static final String ADMIN = "admin";

    @Override
    public CompletableFuture<Account> createAdmin(Registration registration) {
        try {
            return newAccounts.add(
                    registration,
                    AccountRole.ADMIN,
                    (uow, account) -> uow.audit()
                            .record(entry(AuditAction.ACCOUNT_CREATED)
                                    .on(account.id())
                                    .with(ADMIN)));
        } catch (ChatException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public Account promote(String username) {
        return store.write(uow -> {
            Account account = existing(uow, username);
            if (account.role() == AccountRole.ADMIN) {
                return account;
            }
            Account promoted = account.withRole(AccountRole.ADMIN, now());
            uow.accounts().update(promoted);
            uow.audit().record(entry(AuditAction.ROLE_CHANGED).on(account.id()).with(ADMIN));
            return promoted;
        });
    }

    @Override
    public CompletableFuture<Account> disable(String username) {
        return committer.change(Set.of(), uow -> {
            Account account = existing(uow, username);
            Account disabled = account;
            if (!account.disabled()) {
                disabled = account.withDisabled(true, now());
                uow.accounts().update(disabled);
                uow.audit().record(entry(AuditAction.ACCOUNT_DISABLED).on(account.id()));
            }
            Revocation.ofAll(uow, account.id(), null, now());
            return disabled;
        });
    }

    @Override
    public Account enable(String username) {
        return store.write(uow -> {
            Account account = existing(uow, username);
            if (!account.disabled()) {
                return account;
            }
            Account enabled = account.withDisabled(false, now());
            uow.accounts().update(enabled);
            uow.audit().record(entry(AuditAction.ACCOUNT_ENABLED).on(account.id()));
            return enabled;
        });
    }

    @Override
    public CompletableFuture<Account> resetPassword(String username, String password) {
        Password checked;
        try {
            Fields fields = new Fields();
            checked = fields.required("password", password, Password::new);
            fields.check();
        } catch (ChatException e) {
            return CompletableFuture.failedFuture(e);
        }
        return hasher.hash(Objects.requireNonNull(checked))
                .thenCompose(hash -> committer.change(Set.of(), uow -> {
                    Account account = existing(uow, username);
                    NewPassword.set(uow, account, hash, null, now());
                    uow.audit().record(entry(AuditAction.PASSWORD_RESET).on(account.id()));
                    return account;
                }));
    }

    /** For whoever goes on to change it. What is left of a deleted account is nobody's. */
    private static Account existing(UnitOfWork uow, String username) {
        return uow.accounts()
                .find(username(username))
                // Read again under the lock, or what its owner changes meanwhile would be undone.
                .flatMap(account -> uow.accounts().lock(account.id()))
                .filter(account -> !account.deleted())
                .orElseThrow(() -> ChatException.notFound("user"));
    }

    private AuditEntry entry(AuditAction action) {
        return AuditEntry.byOperator(action, now());
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
        return store.read(stores -> stores.roomQueries().list(page));
    }

    @Override
    public CompletableFuture<Room> createRoom(String owner, NewRoom room) {
        try {
            Account account = store.read(stores -> stores.accounts().find(username(owner)))
                    .orElseThrow(() -> ChatException.notFound("user"));
            return rooms.create(
                            Caller.of(account.id()),
                            room,
                            (uow, id) -> uow.audit()
                                    .record(entry(AuditAction.ROOM_CREATED)
                                            .on(id)
                                            .on(account.id())))
                    .thenApply(RoomView::room);
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
            uow.audit().record(entry(AuditAction.ROOM_DELETED).on(id));
        });
    }

    @Override
    public Page<AuditRecord> audit(PageRequest page) {
        return store.read(stores -> stores.audit().list(page));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
