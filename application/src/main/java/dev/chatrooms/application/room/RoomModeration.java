package dev.chatrooms.application.room;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Role;
import java.util.concurrent.CompletableFuture;

/**
 * The operations of owners and moderators in their rooms. Accounts are named by id or username. Changes complete after
 * their commit; calls that change nothing append no event. All calls fail with {@code not_found} (the account, or a
 * room that the caller may not see), {@code insufficient_role}, {@code direct_room}, {@code unauthenticated} or
 * {@code unavailable}, and changes with {@code rate_limited}. {@link dev.chatrooms.domain.room.ModerationPolicy} has
 * the rules.
 */
public interface RoomModeration {
    /** Changes name, topic or kind. @return completes with the room, or: {@code invalid}, {@code name_taken} */
    CompletableFuture<RoomView> change(Caller caller, RoomId room, RoomEdit edit);

    /** Adds a member. Idempotent. @return completes with the member, or: {@code banned} */
    CompletableFuture<MemberView> add(Caller caller, RoomId room, String user);

    /**
     * Changes a member's role; only owners may. Idempotent. @return completes with the member, or: {@code last_owner}
     */
    CompletableFuture<MemberView> changeRole(Caller caller, RoomId room, String user, Role role);

    /**
     * Removes a member. Any member can remove itself, which is leaving. Idempotent. Also fails with {@code last_owner}.
     */
    CompletableFuture<Void> remove(Caller caller, RoomId room, String user);

    /** Bans an account, member or not, and replaces an earlier ban. Also fails with {@code invalid} or {@code self}. */
    CompletableFuture<Void> ban(Caller caller, RoomId room, String user, BanRequest ban);

    /** Lifts a ban, also that of a deleted account. Idempotent. */
    CompletableFuture<Void> unban(Caller caller, RoomId room, String user);

    /** Returns the bans in force, newest first. */
    Page<BanView> bans(Caller caller, RoomId room, PageRequest page);
}
