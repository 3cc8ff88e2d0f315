package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.internal.ActiveCallers;
import dev.chatrooms.application.internal.ChatFuture;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountEvent;
import dev.chatrooms.domain.account.PasswordHash;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the caller's own account after a check of its password. One transaction makes all the changes.
 *
 * <p>The log has them in this order: first {@code AccountUpdated}, while the members of the account's rooms still
 * receive it, so that a client that reads everything later renames the account before it removes it; then the exit from
 * rooms and the deletions of rooms; last the end of the sessions, which ends the account's own streams.
 */
final class AccountDeletion {
    /** The number of attempts to lock all rooms of an account that joins and leaves rooms at the same time. */
    private static final int MAX_ATTEMPTS = 5;

    private final Transactor transactor;
    private final CurrentPassword currentPassword;
    private final PasswordHasher hasher;
    private final AttemptLimiter attempts;
    private final ActiveCallers callers;
    private final Executor workers;

    AccountDeletion(
            Transactor transactor,
            CurrentPassword currentPassword,
            PasswordHasher hasher,
            AttemptLimiter attempts,
            ActiveCallers callers,
            Executor workers) {
        this.transactor = transactor;
        this.currentPassword = currentPassword;
        this.hasher = hasher;
        this.attempts = attempts;
        this.callers = callers;
        this.workers = workers;
    }

    /** The account is in a room that was not locked. */
    private static final class RoomsChanged extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RoomsChanged() {
            super("the account's rooms have changed", null, false, false);
        }
    }

    CompletableFuture<Void> delete(Caller caller, @Nullable String typed) {
        return Transactor.attempt(() -> {
            Fields fields = new Fields();
            String password = fields.required("password", typed, p -> p);
            fields.check();
            attempts.take("deletion", caller.accountId().toString(), null);
            return currentPassword
                    .verify(caller, Objects.requireNonNull(password))
                    .thenCompose(verified -> hasher.hash(RandomPasswords.password())
                            .thenCompose(unusable -> attempt(caller, verified, unusable, 1)))
                    .thenRun(() -> callers.forget(caller.accountId()));
        });
    }

    private CompletableFuture<Void> attempt(Caller caller, PasswordHash verified, PasswordHash unusable, int number) {
        return ChatFuture.supplyAsync(() -> rooms(caller), workers)
                .thenCompose(rooms ->
                        transactor.run(rooms, uow -> delete(uow, caller, Set.copyOf(rooms), verified, unusable)))
                .exceptionallyCompose(thrown -> {
                    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
                    if (!(cause instanceof RoomsChanged)) {
                        return CompletableFuture.failedFuture(cause);
                    }
                    return number < MAX_ATTEMPTS
                            ? attempt(caller, verified, unusable, number + 1)
                            : CompletableFuture.failedFuture(
                                    ChatException.unavailable("the account's rooms keep changing", cause));
                });
    }

    private Set<RoomId> rooms(Caller caller) {
        return transactor
                .read(stores -> stores.roomQueries().memberSince(caller.accountId()))
                .keySet();
    }

    private void delete(
            UnitOfWork uow, Caller caller, Set<RoomId> locked, PasswordHash verified, PasswordHash unusable) {
        Account account = CurrentPassword.requireUnchanged(uow, caller, verified);
        Instant now = transactor.now();
        // First: an account that is not active can join no further room.
        uow.accounts().update(account.anonymised(now));
        uow.accounts().setPassword(account.id(), unusable);
        AccountExit exit = AccountExit.of(uow.rooms().joinedRooms(account.id()));
        uow.append(new AccountEvent.Updated(account.id(), Set.copyOf(exit.rooms())), now);
        if (!locked.containsAll(exit.rooms())) {
            throw new RoomsChanged();
        }
        exit.requireOwners();
        exit.apply(uow, account.id(), now);
        uow.avatars().retain(account.id(), Set.of());
        uow.settings().remove(account.id());
        uow.codes().forget(account.id());
        Revocation.ofAllAndVouched(uow, account.id(), now);
    }
}
