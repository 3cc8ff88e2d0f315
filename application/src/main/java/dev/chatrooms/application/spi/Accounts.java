package dev.chatrooms.application.spi;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.people.SearchTerm;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.EmailAddress;
import dev.chatrooms.domain.account.PasswordHash;
import dev.chatrooms.domain.account.Username;
import dev.chatrooms.domain.id.AccountId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All accounts. */
public interface Accounts {
    /** What a login is checked against. */
    record Credentials(Account account, PasswordHash hash) {}

    /**
     * Adds an account.
     *
     * @throws ConstraintViolation {@code USERNAME}, {@code VERIFIED_EMAIL}
     */
    void add(Account account, PasswordHash hash);

    /**
     * Replaces everything but id, creation time and password of an account that exists. Its username changes only where
     * it is anonymised. Whoever decides on what the account was before has locked it.
     *
     * @throws ConstraintViolation {@code USERNAME}, {@code VERIFIED_EMAIL}
     */
    void update(Account account);

    /** Replaces the password of an account that exists. */
    void setPassword(AccountId id, PasswordHash hash);

    /** Empty if there is none. Disabled accounts are found like others. */
    Optional<Account> find(AccountId id);

    /**
     * As {@link #find}, and nobody else changes it or locks it before this transaction ends: for whoever goes on to
     * {@link #update} what he reads here. Rooms are locked before accounts.
     */
    Optional<Account> lock(AccountId id);

    /** Empty if there is none. */
    Optional<Account> find(Username username);

    /** The accounts of those ids that exist, in no order. */
    Map<AccountId, Account> findAll(Collection<AccountId> ids);

    /** The accounts of those usernames that exist, in no order. */
    List<Account> findAllByUsername(Collection<Username> usernames);

    /** Empty if nobody has this username. */
    Optional<Credentials> credentials(Username username);

    /** By a <em>verified</em> address, folded. Empty if nobody has verified it. */
    Optional<Credentials> credentials(EmailAddress email);

    /**
     * All accounts by username (byte order). @throws dev.chatrooms.application.common.InvalidCursor for a cursor that
     * is none of this list's
     */
    Page<Account> list(PageRequest page);

    /**
     * Accounts by how well they {@linkplain dev.chatrooms.application.people.SearchText#match match}, then username:
     * the one whose verified address the term is comes first. Deleted accounts are left out, disabled ones are not.
     *
     * @param term null for all, by username
     * @throws dev.chatrooms.application.common.InvalidCursor for a cursor that is none of this list's
     */
    Page<Account> search(@Nullable SearchTerm term, PageRequest page);

    /** Whether any account has the role of an administrator. */
    boolean anyAdmin();
}
