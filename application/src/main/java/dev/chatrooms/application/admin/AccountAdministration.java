package dev.chatrooms.application.admin;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.account.AccountRole;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The accounts for administrators. Users are named by id or username; {@code not_found} if there is no such user. */
public interface AccountAdministration {
    /** Lists the accounts that match, by username. */
    Page<AccountOverview> list(AccountFilter filter, PageRequest page);

    /**
     * Creates an account. Without a password, a link to set one is mailed, or returned if there is no address. Fails
     * with {@code invalid}, {@code username_taken}, {@code email_taken}.
     */
    CompletableFuture<CreatedAccount> create(NewAccount account);

    /**
     * Gives an account another role, or disables or enables it. Arguments that are null change nothing. Disabling ends
     * all its sessions. Fails with {@code last_admin} if no enabled administrator would remain.
     */
    CompletableFuture<AccountOverview> change(String user, @Nullable AccountRole role, @Nullable Boolean disabled);

    /**
     * Deletes an account: its messages stay, the rooms that only it owns are handed over. Fails with
     * {@code last_admin}.
     */
    CompletableFuture<Void> delete(String user);

    /** Ends all sessions and streams of an account. */
    CompletableFuture<Void> endSessions(String user);

    /**
     * Issues a link to set a new password, valid for a day and for one use, and mails another one if the account has a
     * verified address.
     */
    CompletableFuture<String> resetLink(String user);
}
