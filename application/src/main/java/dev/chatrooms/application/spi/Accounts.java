package dev.chatrooms.application.spi;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.people.SearchTerm;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountState;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.ExternalId;
import dev.chatrooms.domain.account.PasswordHash;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The accounts. */
public interface Accounts {
    /** An account and the hash a password is verified against. */
    record Credentials(Account account, PasswordHash hash) {}

    /**
     * What decides whether an account may act.
     *
     * @param sessionsEndedAt the last time at which all its sessions were ended; null if they never were
     */
    record Standing(AccountState state, @Nullable Instant sessionsEndedAt) {}

    /**
     * Adds an account.
     *
     * @param hash null if the account has no password
     * @throws ConstraintViolation {@code USERNAME}, {@code VERIFIED_EMAIL}, {@code EXTERNAL_ID}
     */
    void add(Account account, @Nullable PasswordHash hash);

    /**
     * Replaces everything except the id, kind, creation time and password of an existing account. The username changes
     * only if the account is anonymised. A change that depends on the previous state requires {@link #lock}.
     *
     * @throws ConstraintViolation {@code USERNAME}, {@code VERIFIED_EMAIL}, {@code EXTERNAL_ID}
     */
    void update(Account account);

    /**
     * Replaces the password hash of an existing account.
     *
     * @param hash null to leave the account without a password
     */
    void setPassword(AccountId id, @Nullable PasswordHash hash);

    /** Records that all sessions of an existing account ended, including those that the host vouches for. */
    void endSessions(AccountId id, Instant at);

    /** Finds what decides whether an account may act. */
    Optional<Standing> standing(AccountId id);

    /** Finds an account by id, including disabled ones. */
    Optional<Account> find(AccountId id);

    /**
     * Finds an account and locks it until the end of the transaction, before an {@link #update} based on its state.
     * Lock rooms before accounts.
     */
    Optional<Account> lock(AccountId id);

    /** Finds an account by username. */
    Optional<Account> find(Username username);

    /** Finds an account by the id under which the host knows it. */
    Optional<Account> find(ExternalId externalId);

    /** Finds the existing accounts among these ids, in no order. */
    Map<AccountId, Account> findAll(Collection<AccountId> ids);

    /** Finds the existing accounts among these usernames, in no order. */
    List<Account> findAllByUsername(Collection<Username> usernames);

    /** Finds the credentials of an account by username; empty also if it has no password. */
    Optional<Credentials> credentials(Username username);

    /** Finds the credentials of the account that has <em>verified</em> the (folded) address. */
    Optional<Credentials> credentials(EmailAddress email);

    /**
     * Lists all accounts by username (byte order).
     *
     * @throws dev.chatrooms.application.common.InvalidCursor if the cursor does not belong to this list
     */
    Page<Account> list(PageRequest page);

    /**
     * Lists accounts by how well they {@linkplain dev.chatrooms.application.people.SearchText#match match}, then by
     * username. The account whose verified address equals the term comes first. Disabled accounts are included, deleted
     * ones are not.
     *
     * @param term null for all accounts by username
     * @throws dev.chatrooms.application.common.InvalidCursor if the cursor does not belong to this list
     */
    Page<Account> search(@Nullable SearchTerm term, PageRequest page);

    /** Locks the enabled administrators until the end of the transaction and returns them. */
    Set<AccountId> lockAdmins();

    /**
     * Waits for the end of other transactions that have called this. Two transactions that add a first administrator
     * would not see each other's otherwise.
     */
    void lockFirstAdmin();

    /** Returns whether any account has the administrator role. */
    boolean anyAdmin();
}
