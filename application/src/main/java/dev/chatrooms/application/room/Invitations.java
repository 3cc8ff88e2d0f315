package dev.chatrooms.application.room;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.id.RoomId;
import java.util.concurrent.CompletableFuture;

/**
 * Invites to rooms by a code. Owners and moderators create, list and revoke invites, with the refusals of
 * {@link RoomModeration}. Anyone with a code may preview and accept the invite. A text that is not a valid code is
 * treated like an unknown one.
 */
public interface Invitations {
    /** The maximum number of open invites to a room. */
    int MAX_OPEN = 500;

    /** Creates an invite. @return completes with it, or: {@code invalid}, {@code too_many} */
    CompletableFuture<InviteView> create(Caller caller, RoomId room, NewInvite invite);

    /** Returns the open invites to a room, newest first. */
    Page<InviteView> list(Caller caller, RoomId room, PageRequest page);

    /** Revokes an invite. Fails with {@code not_found} if the room has no such invite. */
    CompletableFuture<Void> revoke(Caller caller, RoomId room, String code);

    /**
     * Returns a preview of an invite. @throws ChatException {@code not_found} (also for banned accounts) or
     * {@code invite_expired}
     */
    InvitePreview preview(Caller caller, String code);

    /**
     * Joins the room of an invite. Idempotent; a member's call uses up nothing.
     *
     * @return completes with the room, or: {@code not_found}, {@code banned}, {@code invite_expired}
     */
    CompletableFuture<RoomView> accept(Caller caller, String code);
}
