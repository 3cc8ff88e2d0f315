package dev.chatrooms.application.account;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.account.Account;
import java.util.concurrent.CompletableFuture;

/** Accounts: how they come to be and what they say of themselves. */
public interface AccountManagement {
    /**
     * Makes an account. The password is hashed on the hasher's own threads; no thread waits.
     *
     * @return completes with the account, or with a {@link ChatException}: {@code invalid}, {@code username_taken},
     *     {@code registration_closed}, {@code rate_limited}, {@code unavailable}
     */
    CompletableFuture<Account> register(Registration registration);

    /** The caller's own account. @throws ChatException {@code unauthenticated} if it is gone */
    Account account(Caller caller);
}
