package dev.chatrooms.application.admin;

import dev.chatrooms.application.account.Registration;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Room;
import java.util.concurrent.CompletableFuture;

/**
 * What an operator does who has the machine, not an account: nothing here asks who is calling, so no adapter may put it
 * on a network without asking first. No rate limits hold.
 */
public interface Administration {
    /** Makes an account with an administrator's role. Fails with {@code invalid}, {@code username_taken}. */
    CompletableFuture<Account> createAdmin(Registration registration);

    /**
     * Gives an account an administrator's role. Idempotent.
     *
     * @throws ChatException {@code not_found}
     */
    Account promote(String username);

    /**
     * Lets an account act no more: it cannot log in, and all its sessions end at once, with their live streams.
     * Idempotent. Fails with {@code not_found}.
     */
    CompletableFuture<Account> disable(String username);

    /**
     * Lets a disabled account log in again. Idempotent.
     *
     * @throws ChatException {@code not_found}, also where its owner has deleted it
     */
    Account enable(String username);

    /** Gives an account another password, and ends all its sessions. Fails with {@code invalid}, {@code not_found}. */
    CompletableFuture<Account> resetPassword(String username, String password);

    /** Whether there is any administrator. */
    boolean hasAdmin();

    /** All accounts by username. */
    Page<Account> users(PageRequest page);

    /** All rooms but direct ones, by id: the oldest first. */
    Page<Room> rooms(PageRequest page);

    /** Makes a room for somebody. Fails with {@code not_found} (no such owner) and as {@code RoomManagement.create}. */
    CompletableFuture<Room> createRoom(String owner, NewRoom room);

    /** Deletes a room for everybody. Fails with {@code not_found}. */
    CompletableFuture<Void> deleteRoom(RoomId room);

    /** Who did what to whom, the newest first. */
    Page<AuditRecord> audit(PageRequest page);
}
