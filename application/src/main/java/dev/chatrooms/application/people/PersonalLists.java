package dev.chatrooms.application.people;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.account.Profile;
import dev.chatrooms.domain.people.Blocking;
import java.util.concurrent.CompletableFuture;

/**
 * The caller's contacts and blocks. People are named by id or username; somebody whom nobody knows, or who has deleted
 * his account, is {@code not_found}. Changes complete after their commit and are idempotent: the log tells of each
 * once. They fail with {@code self}, {@code not_found}, {@code too_many} (past {@value #MOST} on a list),
 * {@code rate_limited}, {@code unauthenticated} or {@code unavailable}.
 */
public interface PersonalLists {
    /** How many people there may be on each list. */
    int MOST = 10_000;

    /** The caller's contacts by display name, then username. */
    Page<Profile> contacts(Caller caller, PageRequest page);

    /** Notes somebody as a contact. */
    CompletableFuture<Void> addContact(Caller caller, String user);

    /** Forgets a contact; the account may be deleted by now. */
    CompletableFuture<Void> removeContact(Caller caller, String user);

    /** Whom the caller has blocked, by display name, then username. */
    Page<Profile> blocks(Caller caller, PageRequest page);

    /** How it stands between the caller and somebody, himself included. @throws ChatException {@code not_found} */
    Blocking blocking(Caller caller, String user);

    /** Blocks somebody. */
    CompletableFuture<Void> block(Caller caller, String user);

    /** Lifts the caller's own block; one that the other has put up stays. The account may be deleted by now. */
    CompletableFuture<Void> unblock(Caller caller, String user);
}
