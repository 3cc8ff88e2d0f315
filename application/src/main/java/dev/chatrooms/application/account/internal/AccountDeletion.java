package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.commit.internal.Committer;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.spi.Accounts.Credentials;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountEvent;
import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.PasswordHash;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How somebody deletes his own account: with his password, in one transaction with all that follows from it.
 *
 * <p>The log tells it in this order: that the account has changed, while those who share a room with him are still to
 * be told of that (a client that reads both later finds him renamed first and gone then); that he has left each room,
 * and which rooms are gone; and that his sessions have ended, last, since that ends his own streams.
 */
public record AccountDeletion(
        Store store,
        Committer committer,
        PasswordHasher hasher,
        RateLimits allowances,
        InstantSource clock,
        Executor workers) {
    /** How often the rooms of somebody who comes and goes all the time are looked up. */
    private static final int MAX_ATTEMPTS = 5;

    /** He is in a room that was not locked. */
    private static final class Moved extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Moved() {
            super("the rooms have changed", null, false, false);
        }
    }

    CompletableFuture<Void> delete(Caller caller, @Nullable String typed) {
        try {
            Fields fields = new Fields();
            String password = fields.required("password", typed, p -> p);
            fields.check();
            allowances.login("account:" + caller.accountId());
            return CompletableFuture.supplyAsync(() -> credentials(caller), workers)
                    .thenCompose(known -> verified(String.valueOf(password), known)
                            .thenCompose(right -> hasher.hash(RandomPasswords.password()))
                            .thenCompose(unusable -> attempt(caller, known.hash(), unusable, 1)));
        } catch (ChatException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Credentials credentials(Caller caller) {
        return store.read(stores -> credentials(stores, caller)).orElseThrow(ActiveAccount::isNone);
    }

    private static Optional<Credentials> credentials(Stores stores, Caller caller) {
        return stores.accounts()
                .find(caller.accountId())
                .filter(account -> !account.disabled())
                .flatMap(account -> stores.accounts().credentials(account.username()));
    }

    private CompletableFuture<Boolean> verified(String typed, Credentials known) {
        CompletableFuture<Boolean> verified;
        try {
            verified = hasher.verify(new Password(typed), known.hash());
        } catch (InvalidValue e) {
            // Nobody can have such a password.
            verified = CompletableFuture.completedFuture(false);
        }
        return verified.thenApply(right -> {
            if (!right) {
                throw wrongPassword();
            }
            return true;
        });
    }

    private static ChatException wrongPassword() {
        return new ChatException(RefusalCode.BAD_CREDENTIALS, "wrong password");
    }

    private CompletableFuture<Void> attempt(Caller caller, PasswordHash verified, PasswordHash unusable, int number) {
        return CompletableFuture.supplyAsync(() -> rooms(caller), workers)
                .thenCompose(rooms ->
                        committer.run(rooms, uow -> delete(uow, caller, Set.copyOf(rooms), verified, unusable)))
                .exceptionallyCompose(thrown -> {
                    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
                    if (!(cause instanceof Moved)) {
                        return CompletableFuture.failedFuture(cause);
                    }
                    return number < MAX_ATTEMPTS
                            ? attempt(caller, verified, unusable, number + 1)
                            : CompletableFuture.failedFuture(
                                    ChatException.unavailable("the account's rooms keep changing", cause));
                });
    }

    private Set<RoomId> rooms(Caller caller) {
        return store.read(stores -> stores.roomQueries().memberSince(caller.accountId()))
                .keySet();
    }

    private void delete(
            UnitOfWork uow, Caller caller, Set<RoomId> locked, PasswordHash verified, PasswordHash unusable) {
        Account account = ActiveAccount.locked(uow, caller);
        if (credentials(uow, caller)
                .filter(known -> known.hash().equals(verified))
                .isEmpty()) {
            // It was another password until a moment ago.
            throw wrongPassword();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        // First of all: from here on nobody can have him join another room.
        uow.accounts().update(account.anonymised(now));
        uow.accounts().setPassword(account.id(), unusable);
        AccountExit departures = AccountExit.of(uow.rooms().joinedRooms(account.id()));
        uow.append(new AccountEvent.Updated(account.id(), Set.copyOf(departures.rooms())), now);
        if (!locked.containsAll(departures.rooms())) {
            throw new Moved();
        }
        departures.requireOwners();
        departures.carryOut(uow, account.id(), now);
        uow.avatars().retain(account.id(), Set.of());
        uow.settings().remove(account.id());
        uow.codes().forget(account.id());
        Revocation.ofAll(uow, account.id(), null, now);
    }
}
