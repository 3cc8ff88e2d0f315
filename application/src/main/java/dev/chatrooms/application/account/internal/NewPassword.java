package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.PasswordHash;
import dev.chatrooms.domain.id.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a password, whoever does it, so that nothing that was begun with the former one goes on: no session, no
 * link, and no change of the address either. Whoever knew the password may have asked for that one, and to finish it
 * takes a code and no password.
 */
public final class NewPassword {
    private NewPassword() {}

    /**
     * Sets it, in a transaction of the committer.
     *
     * @param account locked
     * @param except a session that lives on; null for none
     */
    public static void set(UnitOfWork uow, Account account, PasswordHash hash, @Nullable SessionId except, Instant at) {
        uow.accounts().setPassword(account.id(), hash);
        if (account.emailVerified()) {
            uow.codes().forget(account.id());
        } else {
            // The address to prove is the account's own, which there would be no other way to prove.
            uow.codes().voidToken(account.id());
        }
        Revocation.ofAll(uow, account.id(), except, at);
    }
}
