package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;

/** The caller's account, locked by a change of it. */
final class ActiveAccount {
    private ActiveAccount() {}

    /** Locks it. @throws ChatException {@code unauthenticated} if it was disabled or deleted meanwhile */
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
