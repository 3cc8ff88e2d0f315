package dev.chatrooms.application.account;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.account.Account;
import java.util.concurrent.CompletableFuture;

/** Registration of accounts, and the caller's own account. */
public interface AccountManagement {
    /**
     * Creates an account. The password is hashed on the hasher's own threads; no thread waits.
     *
     * @return completes with the account, or with a {@link ChatException}: {@code invalid}, {@code username_taken},
     *     {@code registration_closed}, {@code rate_limited}, {@code unavailable}
     */
    CompletableFuture<Account> register(Registration registration);

    /** Returns the caller's own account. @throws ChatException {@code unauthenticated} if it no longer exists */
    Account account(Caller caller);
}
