package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.internal.ActiveCallers;
import dev.chatrooms.application.internal.ChatFuture;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountEvent;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Removes an account in one transaction, which locks all its rooms.
 *
 * <p>The log has the changes in this order: first {@code AccountUpdated}, while the members of the account's rooms
 * still receive it, so that a client that reads everything later renames the account before it removes it; then the
 * exit from rooms and the deletions of rooms; last the end of the sessions, which ends the account's own streams.
 */
final class AccountRemoval {
    /** The number of attempts to lock all rooms of an account that joins and leaves rooms at the same time. */
    private static final int MAX_ATTEMPTS = 5;

    private final Transactor transactor;
    private final ActiveCallers callers;
    private final Executor workers;

    AccountRemoval(Transactor transactor, ActiveCallers callers, Executor workers) {
        this.transactor = transactor;
        this.callers = callers;
        this.workers = workers;
    }

    /** The rooms of the account have changed since they were read. The removal begins again. */
    static final class RoomsChanged extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RoomsChanged() {
            super("the account's rooms have changed", null, false, false);
        }
    }

    /** The steps in which a removal by the owner and one by the host differ. */
    interface Steps {
        /** Runs before each attempt, outside its transaction. */
        CompletableFuture<Void> prepare();

        /** Locks the account, which is not deleted, and checks whether it may be removed. */
        Account lock(UnitOfWork uow);

        /**
         * Decides on the rooms that would have no owner.
         *
         * @throws RoomsChanged if {@link #prepare} has to run again
         */
        void requireOwners(AccountExit exit);

        /** Starts the audit entry of a room that is deleted because the account was its only member. */
        AuditEntry roomDeleted(Instant at);
    }

    CompletableFuture<Void> remove(AccountId account, Steps steps) {
        return attempt(account, steps, 1).thenRun(() -> callers.forget(account));
    }

    private CompletableFuture<Void> attempt(AccountId account, Steps steps, int number) {
        return steps.prepare()
                .thenCompose(prepared -> ChatFuture.supplyAsync(() -> rooms(account), workers))
                .thenCompose(rooms -> transactor.run(rooms, uow -> remove(uow, steps, rooms)))
                .exceptionallyCompose(thrown -> {
                    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
                    if (!(cause instanceof RoomsChanged)) {
                        return CompletableFuture.failedFuture(cause);
                    }
                    return number < MAX_ATTEMPTS
                            ? attempt(account, steps, number + 1)
                            : CompletableFuture.failedFuture(
                                    ChatException.unavailable("the account's rooms keep changing", cause));
                });
    }

    private Set<RoomId> rooms(AccountId account) {
        return transactor
                .read(stores -> stores.roomQueries().memberSince(account))
                .keySet();
    }

    private void remove(UnitOfWork uow, Steps steps, Set<RoomId> locked) {
        Account account = steps.lock(uow);
        Administrators.requireAnother(uow, account);
        Instant now = transactor.now();
        // First: an account that is not active can join no further room.
        uow.accounts().update(account.anonymised(now));
        uow.accounts().setPassword(account.id(), null);
        AccountExit exit = AccountExit.of(uow.rooms().joinedRooms(account.id()));
        uow.append(new AccountEvent.Updated(account.id(), Set.copyOf(exit.rooms())), now);
        if (!locked.containsAll(exit.rooms())) {
            throw new RoomsChanged();
        }
        steps.requireOwners(exit);
        exit.apply(uow, account.id(), steps.roomDeleted(now), now);
        uow.avatars().retain(account.id(), Set.of());
        uow.settings().remove(account.id());
        uow.contacts().clear(account.id());
        uow.blocks().clear(account.id());
        uow.codes().forget(account.id());
        Revocation.ofAllAndVouched(uow, account.id(), now);
    }
}
