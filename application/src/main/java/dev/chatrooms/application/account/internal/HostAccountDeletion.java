package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.admin.OwnedRooms;
import dev.chatrooms.application.admin.PostedMessages;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.internal.ChatFuture;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/** Deletes accounts for the host: see {@link dev.chatrooms.application.admin.Administration#deleteAccount}. */
public final class HostAccountDeletion {
    private final Transactor transactor;
    private final AccountRemoval removal;
    private final OwnedRoomsRelease ownedRooms;
    private final Executor workers;

    HostAccountDeletion(Transactor transactor, AccountRemoval removal, Executor workers) {
        this.transactor = transactor;
        this.removal = removal;
        this.ownedRooms = new OwnedRoomsRelease(transactor, workers);
        this.workers = workers;
    }

    /** Deletes the account, and begins the erasure of its messages if that is wanted. */
    public CompletableFuture<Void> delete(AccountId account, OwnedRooms rooms, PostedMessages messages) {
        return delete(account, rooms, messages, uow -> {}, action -> AuditEntry.byOperator(action, transactor.now()));
    }

    /**
     * As {@link #delete(AccountId, OwnedRooms, PostedMessages)}, for an actor.
     *
     * @param check checks the actor in the transaction
     * @param entries starts the audit entries
     */
    public CompletableFuture<Void> delete(
            AccountId account,
            OwnedRooms rooms,
            PostedMessages messages,
            Consumer<UnitOfWork> check,
            Function<AuditAction, AuditEntry> entries) {
        return ChatFuture.supplyAsync(() -> begin(account, messages), workers)
                .thenCompose(existing -> existing
                        ? removal.remove(account, new ByHost(account, rooms, messages, check, entries))
                        : CompletableFuture.<Void>completedFuture(null));
    }

    /**
     * Checks the account before any of its rooms changes. Begins the erasure of one that is deleted already.
     *
     * @return whether the account is to be deleted
     */
    private boolean begin(AccountId id, PostedMessages messages) {
        return transactor.<Boolean>write(uow -> {
            Account account = uow.accounts().lock(id).orElseThrow(() -> ChatException.notFound("user"));
            if (account.deleted()) {
                erase(uow, id, messages);
                return false;
            }
            Administrators.requireAnother(uow, account);
            return true;
        });
    }

    private void erase(UnitOfWork uow, AccountId account, PostedMessages messages) {
        if (messages == PostedMessages.ERASE) {
            uow.erasures().begin(account, transactor.now());
        }
    }

    private final class ByHost implements AccountRemoval.Steps {
        private final AccountId id;
        private final OwnedRooms rooms;
        private final PostedMessages messages;
        private final Consumer<UnitOfWork> check;
        private final Function<AuditAction, AuditEntry> entries;

        ByHost(
                AccountId id,
                OwnedRooms rooms,
                PostedMessages messages,
                Consumer<UnitOfWork> check,
                Function<AuditAction, AuditEntry> entries) {
            this.check = check;
            this.entries = entries;
            this.id = id;
            this.rooms = rooms;
            this.messages = messages;
        }

        @Override
        public CompletableFuture<Void> prepare() {
            return ownedRooms.release(id, rooms, entries);
        }

        @Override
        public Account lock(UnitOfWork uow) {
            Account account = uow.accounts()
                    .lock(id)
                    .filter(existing -> !existing.deleted())
                    .orElseThrow(() -> ChatException.notFound("user"));
            check.accept(uow);
            erase(uow, id, messages);
            uow.audit()
                    .record(entries.apply(AuditAction.ACCOUNT_DELETED)
                            .on(id)
                            .with(messages == PostedMessages.ERASE ? "messages erased" : "messages kept"));
            return account;
        }

        @Override
        public void requireOwners(AccountExit exit) {
            if (exit.leavesRoomsWithoutOwner()) {
                throw new AccountRemoval.RoomsChanged();
            }
        }

        @Override
        public AuditEntry roomDeleted(Instant at) {
            return entries.apply(AuditAction.ROOM_DELETED);
        }
    }
}
