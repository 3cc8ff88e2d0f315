package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.internal.ActiveCallers;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.Account;
import java.util.Optional;

/** Requires that the caller's account is active. */
final class ActiveAccount {
    private ActiveAccount() {}

    /** Locks the account for a change. @throws ChatException as {@link #require} */
    static Account locked(UnitOfWork uow, Caller caller) {
        return require(caller, uow.accounts().lock(caller.accountId()));
    }

    /** Returns the account. @throws ChatException as {@link ActiveCallers#requireActive} */
    static Account require(Caller caller, Optional<Account> account) {
        ActiveCallers.requireActive(caller, account.map(Account::state).orElse(null));
        return account.orElseThrow();
    }
}
