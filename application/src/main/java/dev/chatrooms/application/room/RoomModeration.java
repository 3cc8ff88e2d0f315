package dev.chatrooms.application.room;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.Role;
import java.util.concurrent.CompletableFuture;

/**
 * What owners and moderators do in their rooms. People are named by id or username. Changes complete after their
 * commit; what changes nothing is not told. All of it fails with {@code not_found} (the room, where the caller may not
 * see it, or the person), {@code insufficient_role}, {@code direct_room}, {@code unauthenticated} or
 * {@code unavailable}, and changes with {@code rate_limited}; the rules are those of
 * {@link dev.chatrooms.domain.room.ModerationPolicy}.
 */
public interface RoomModeration {
    /** Changes name, topic or kind. @return completes with the room, or: {@code invalid}, {@code name_taken} */
    CompletableFuture<RoomView> change(Caller caller, RoomId room, RoomEdit edit);

    /** Makes somebody a member. Idempotent. @return completes with him as he is now, or: {@code banned} */
    CompletableFuture<MemberView> add(Caller caller, RoomId room, String user);

    /**
     * Gives a member another role; only an owner may. Idempotent. @return completes with him as he is now, or:
     * {@code last_owner}
     */
    CompletableFuture<MemberView> changeRole(Caller caller, RoomId room, String user, Role role);

    /** Takes somebody out; oneself, whoever one is: that is leaving. Idempotent. Fails with {@code last_owner} too. */
    CompletableFuture<Void> remove(Caller caller, RoomId room, String user);

    /** Bans somebody, member or not; a ban before it is replaced. Fails with {@code invalid} or {@code self} too. */
    CompletableFuture<Void> ban(Caller caller, RoomId room, String user, BanRequest ban);

    /** Lifts a ban. Idempotent. The account may be deleted by now. */
    CompletableFuture<Void> unban(Caller caller, RoomId room, String user);

    /** The bans in force, the latest first. */
    Page<BanView> bans(Caller caller, RoomId room, PageRequest page);
}
