package dev.chatrooms.application.admin;

import dev.chatrooms.application.account.AccountProfile;
import dev.chatrooms.application.account.HostSessions;
import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Room;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The operations of an operator who controls the machine, or of a host. They do not check the caller, so an adapter
 * must not expose them on a network, except those of {@link #as}. They have no rate limits.
 */
public interface Administration extends AdminOperations {
    /**
     * Returns the operations for an administrator, who is the actor of their audit entries. Each of them checks the
     * role of the caller again, so that it ends with the role.
     *
     * @throws ChatException {@code admin_only} if the caller is no administrator
     */
    default AdminOperations as(Caller caller) {
        return as(caller, null);
    }

    /**
     * Returns the operations of an administrator, see {@link #as(Caller)}, with a client address for the audit entries.
     *
     * @param address null if it is not known
     */
    AdminOperations as(Caller caller, @Nullable String address);

    /**
     * Issues a token with which {@link #setUp} creates the first administrator: on this node, for an hour and one use.
     * A new token voids the previous one.
     *
     * @return empty if there is an administrator already
     */
    Optional<String> issueSetupToken();

    /**
     * Creates the first administrator. The caller needs a token that this node has issued. Fails with {@code not_found}
     * if it is not or no longer valid, or if there is an administrator; and as {@link #createAdmin(Registration)},
     * which leaves the token valid.
     */
    CompletableFuture<Account> setUp(@Nullable String token, Registration registration);

    /**
     * Creates an account with the administrator role. Its e-mail address counts as verified. Fails with
     * {@code invalid}, {@code username_taken}, {@code email_taken}.
     */
    CompletableFuture<Account> createAdmin(Registration registration);

    /**
     * Makes the account that a host knows by an id of its own, or updates its names. It has no password and no e-mail
     * address, so it cannot log in: the host vouches for it, see {@link HostSessions}. Works while registration is
     * closed, and from several nodes at once. Writes nothing if nothing changes.
     *
     * @param externalId any text of 1 to 255 characters, compared exactly
     * @return completes with the account, which may be disabled, or with a {@link ChatException}: {@code invalid}, also
     *     for another kind than the account has, {@code username_taken}, {@code unavailable}
     */
    CompletableFuture<Account> ensureAccount(String externalId, AccountProfile profile);

    /** Finds the account that a host knows by an id of its own. */
    Optional<Account> findByExternalId(String externalId);

    /** Gives an account the administrator role. Idempotent. Fails with {@code not_found}. */
    CompletableFuture<Account> promote(String username);

    /**
     * Disables an account: it can do nothing any more, and all its sessions and streams end at once, also if the host
     * vouches for it. Idempotent. Fails with {@code not_found}, {@code last_admin}.
     */
    CompletableFuture<Account> disable(String username);

    /** Disables an account, see {@link #disable(String)}. */
    CompletableFuture<Account> disable(AccountId account);

    /**
     * Enables a disabled account. Idempotent.
     *
     * @throws ChatException {@code not_found}, also if the account was deleted
     */
    Account enable(String username);

    /** Enables an account, see {@link #enable(String)}. */
    Account enable(AccountId account);

    /**
     * Deletes an account without its password, whatever its state and its rooms. Its username and its external id
     * become free, and all its sessions and streams end. An account that is deleted already stays as it is, but its
     * messages can still be erased.
     *
     * <p>The account is deleted in one transaction, after its rooms have found owners. Messages are erased afterwards,
     * in small steps, each message with one {@code message.deleted}. If the node or the store fails meanwhile, any node
     * continues within a minute, and a repeated call waits for the rest.
     *
     * @return completes when the account is deleted and no message is left to erase, or with a {@link ChatException}:
     *     {@code not_found}, {@code last_admin}, {@code unavailable}
     */
    CompletableFuture<Void> deleteAccount(AccountId account, OwnedRooms rooms, PostedMessages messages);

    /** Takes the administrator role from an account. Idempotent. Fails with {@code not_found}, {@code last_admin}. */
    CompletableFuture<Account> demote(String username);

    /** Sets an account's password and ends all its sessions. Fails with {@code invalid}, {@code not_found}. */
    CompletableFuture<Account> resetPassword(String username, String password);

    /** Returns whether any administrator exists. */
    boolean hasAdmin();

    /** Returns all accounts by username. */
    Page<Account> users(PageRequest page);

    /** Returns all rooms except direct ones by id, oldest first. */
    Page<Room> rooms(PageRequest page);

    /**
     * Creates a room for an account. Fails with {@code not_found} (no such owner) and as {@code RoomManagement.create}.
     */
    CompletableFuture<Room> createRoom(String owner, NewRoom room);

    /**
     * Returns the room that the host knows under an id of its own, and creates it if it does not exist. Concurrent
     * calls create one room. An existing room is returned as it is, whatever its name, kind and owner. A deleted room
     * frees its id. Fails with {@code invalid} and as {@link #createRoom}.
     *
     * @param externalId 1 to 255 code points, compared exactly
     * @param owner the username of the owner of a new room
     */
    CompletableFuture<Room> ensureRoom(String externalId, String owner, NewRoom room);

    /** Returns the room that the host knows under an id of its own; empty if there is none. */
    Optional<Room> findRoomByExternalId(String externalId);

    /** Deletes a room for all members. Fails with {@code not_found}. */
    CompletableFuture<Void> deleteRoom(RoomId room);

    /** Returns the audit trail, newest first. */
    Page<AuditRecord> audit(PageRequest page);
}
