package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;

/** Locks the caller's account for a change. */
final class ActiveAccount {
    private ActiveAccount() {}

    /** Locks the account. @throws ChatException {@code unauthenticated} if it has been disabled or deleted */
    static Account locked(UnitOfWork uow, Caller caller) {
        return uow.accounts()
                .lock(caller.accountId())
                .filter(account -> !account.disabled())
                .orElseThrow(ActiveAccount::isNone);
    }

    static ChatException isNone() {
        return new ChatException(RefusalCode.UNAUTHENTICATED, "this account is not active");
    }
}
