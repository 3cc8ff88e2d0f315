package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.PasswordHash;
import dev.chatrooms.domain.id.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a password and ends everything that was begun under the former one: sessions, reset links, and pending
 * changes of the address. The former password may have been known to someone who requested such a change, which takes
 * only a code to finish.
 */
public final class PasswordReplacement {
    private PasswordReplacement() {}

    /**
     * Sets the password, in a transaction of the committer.
     *
     * @param account the locked account
     * @param except a session that stays alive; null for none
     */
    public static void set(UnitOfWork uow, Account account, PasswordHash hash, @Nullable SessionId except, Instant at) {
        uow.accounts().setPassword(account.id(), hash);
        if (account.emailVerified()) {
            uow.codes().forget(account.id());
        } else {
            // Keeps the code for the account's own address: there would be no other way to verify it.
            uow.codes().voidToken(account.id());
        }
        Revocation.ofAll(uow, account.id(), except, at);
    }
}
