package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.internal.ChatFuture;
import dev.chatrooms.application.spi.Accounts.Credentials;
import dev.chatrooms.application.spi.PasswordHasher;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.InvalidValue;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.Password;
import dev.chatrooms.domain.account.PasswordHash;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Checks the caller's current password. The check takes long, so it runs before the transaction that depends on it.
 * That transaction then requires that the password is still the one that was checked.
 */
final class CurrentPassword {
    private final Transactor transactor;
    private final PasswordHasher hasher;
    private final Executor workers;

    CurrentPassword(Transactor transactor, PasswordHasher hasher, Executor workers) {
        this.transactor = transactor;
        this.hasher = hasher;
        this.workers = workers;
    }

    /**
     * Returns the stored hash if the password is right. Fails with {@code bad_credentials} if it is wrong or the
     * account has none, and as {@link ActiveAccount#require} if the account is not active.
     */
    CompletableFuture<PasswordHash> verify(Caller caller, String typed) {
        Password password = password(typed);
        return ChatFuture.supplyAsync(() -> storedHash(caller), workers)
                .thenCompose(hash -> hasher.verify(password, hash).thenApply(right -> {
                    if (!right) {
                        throw wrong();
                    }
                    return hash;
                }));
    }

    private PasswordHash storedHash(Caller caller) {
        return transactor.read(stores -> {
            Account account = ActiveAccount.require(caller, stores.accounts().find(caller.accountId()));
            return stores.accounts()
                    .credentials(account.username())
                    .map(Credentials::hash)
                    .orElseThrow(CurrentPassword::wrong);
        });
    }

    /**
     * Locks the caller's account.
     *
     * @throws ChatException as {@link ActiveAccount#require}, and {@code bad_credentials} if its password has changed
     *     since it was verified
     */
    static Account requireUnchanged(UnitOfWork uow, Caller caller, PasswordHash verified) {
        Account account = ActiveAccount.locked(uow, caller);
        if (!isCurrent(uow, account, verified)) {
            throw wrong();
        }
        return account;
    }

    static boolean isCurrent(Stores stores, Account account, PasswordHash verified) {
        return stores.accounts()
                .credentials(account.username())
                .map(Credentials::hash)
                .equals(Optional.of(verified));
    }

    /** An input that no account can have as its password is a wrong password. */
    private static Password password(String typed) {
        try {
            return Password.entered(typed);
        } catch (InvalidValue e) {
            throw wrong();
        }
    }

    private static ChatException wrong() {
        return new ChatException(RefusalCode.BAD_CREDENTIALS, "this is not the current password");
    }
}
