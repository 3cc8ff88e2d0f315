package dev.chatrooms.application.room;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.id.RoomId;
import java.util.concurrent.CompletableFuture;

/**
 * Letting people into a room by a code that they are given. Owners and moderators make, see and revoke invites, with
 * the refusals of {@link RoomModeration}; whoever has a code may look at what it is for and come in. A text that cannot
 * be a code is one that nobody has.
 */
public interface Invitations {
    /** How many open invites there may be to a room. */
    int MOST = 500;

    /** Makes an invite. @return completes with it, or: {@code invalid}, {@code too_many} */
    CompletableFuture<InviteView> create(Caller caller, RoomId room, NewInvite invite);

    /** The open invites to a room, the latest first. */
    Page<InviteView> list(Caller caller, RoomId room, PageRequest page);

    /** Revokes an invite: from then on there is none. Fails with {@code not_found} where there is none to this room. */
    CompletableFuture<Void> revoke(Caller caller, RoomId room, String code);

    /**
     * What an invite is for. @throws ChatException {@code not_found} (banned people are told so too) or
     * {@code invite_expired}
     */
    InvitePreview preview(Caller caller, String code);

    /**
     * Comes in by an invite. Idempotent, and of no cost to it for members.
     *
     * @return completes with the room, or: {@code not_found}, {@code banned}, {@code invite_expired}
     */
    CompletableFuture<RoomView> accept(Caller caller, String code);
}
