package dev.chatrooms.application.people;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.people.Blocking;
import java.util.concurrent.CompletableFuture;

/**
 * The caller's contacts and blocks. Accounts are named by id or username; unknown and deleted ones are
 * {@code not_found}. Changes complete after their commit and are idempotent: only a real change appends an event. They
 * fail with {@code self}, {@code not_found}, {@code too_many} (over {@value #MAX_ENTRIES} on a list),
 * {@code rate_limited}, {@code unauthenticated} or {@code unavailable}.
 */
public interface PersonalLists {
    /** The maximum size of each list. */
    int MAX_ENTRIES = 10_000;

    /** Returns the caller's contacts by display name, then username. */
    Page<Profile> contacts(Caller caller, PageRequest page);

    /** Adds a contact. */
    CompletableFuture<Void> addContact(Caller caller, String user);

    /** Removes a contact, also a deleted account. */
    CompletableFuture<Void> removeContact(Caller caller, String user);

    /** Returns the accounts that the caller has blocked, by display name, then username. */
    Page<Profile> blocks(Caller caller, PageRequest page);

    /**
     * Returns the blocks between the caller and an account, possibly the caller's own. @throws ChatException
     * {@code not_found}
     */
    Blocking blocking(Caller caller, String user);

    /** Blocks an account. */
    CompletableFuture<Void> block(Caller caller, String user);

    /** Lifts the caller's own block, also of a deleted account. A block by the other account stays. */
    CompletableFuture<Void> unblock(Caller caller, String user);
}
