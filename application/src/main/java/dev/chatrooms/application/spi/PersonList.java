package dev.chatrooms.application.spi;

import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.id.AccountId;
import java.time.Instant;
import java.util.Set;

/** A list of accounts owned by each account. It contains no account twice. */
public interface PersonList {
    /** The outcome of adding an account. */
    enum Added {
        /** The account was added. */
        NEW,
        /** The account was on the list already; no effect. */
        ALREADY_PRESENT,
        /** The list has reached its limit; no effect. */
        FULL
    }

    /**
     * Adds an account to a list. Both accounts exist. One of several concurrent calls for the same two accounts returns
     * {@code NEW}; concurrent calls for the same owner respect the limit together.
     *
     * @param most the maximum number of accounts on the list
     */
    Added add(AccountId owner, AccountId person, int most, Instant at);

    /**
     * Removes an account from a list.
     *
     * @return whether it was on the list
     */
    boolean remove(AccountId owner, AccountId person);

    /** Removes all accounts from a list. Its owner is being deleted. */
    void clear(AccountId owner);

    boolean contains(AccountId owner, AccountId person);

    /**
     * Lists the accounts by display name (folded, see {@link dev.chatrooms.application.people.Folding}; byte order),
     * then username, a total order. Deleted accounts are left out.
     *
     * @throws dev.chatrooms.application.common.InvalidCursor if the cursor does not belong to this list
     */
    Page<Profile> list(AccountId owner, PageRequest page);

    /** Returns all accounts on a list, including deleted ones, in no order. Bounded by the limit of {@link #add}. */
    Set<AccountId> all(AccountId owner);
}
