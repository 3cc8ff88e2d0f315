package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountRole;
import java.util.Set;

/** Keeps the last enabled administrator. */
public final class Administrators {
    private Administrators() {}

    /**
     * Checks that another enabled administrator remains if a locked account stops being one, until the end of the
     * transaction.
     *
     * @throws ChatException {@code last_admin}
     */
    public static void requireAnother(UnitOfWork uow, Account account) {
        if (account.role() == AccountRole.ADMIN && uow.accounts().lockAdmins().equals(Set.of(account.id()))) {
            throw new ChatException(RefusalCode.LAST_ADMIN, "first name another administrator");
        }
    }
}
