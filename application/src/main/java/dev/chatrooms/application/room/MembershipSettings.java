package dev.chatrooms.application.room;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.id.RoomId;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A member's own settings of a room: the read marker, mute and favourite. Changes go to all devices of the account
 * ({@code me.updated}); calls that change nothing append no event.
 */
public interface MembershipSettings {
    /** A read marker, and the number of messages after it. */
    record Marker(long readSeq, long unread) {}

    /**
     * Moves the caller's read marker up to a message. The marker never moves back, and never past the last message.
     *
     * @param seq the message's seq, not yet validated
     * @return completes with the marker, or: {@code invalid}, {@code not_found}, {@code not_a_member},
     *     {@code rate_limited}
     */
    CompletableFuture<Marker> read(Caller caller, RoomId room, @Nullable Long seq);

    /**
     * Sets the caller's read marker to a message, also to an earlier one, so that the messages after it count as unread
     * again. Others still see the furthest place of the marker: only the caller's own devices learn of a move back. The
     * marker never moves past the last message.
     *
     * @param seq the seq of the last message that counts as read, not yet validated; 0 for none
     * @return completes as {@link #read}
     */
    CompletableFuture<Marker> markUnread(Caller caller, RoomId room, @Nullable Long seq);

    /**
     * Updates the caller's settings of a room.
     *
     * @param muted null for no change
     * @param favourite null for no change
     * @return completes with the room, or: {@code not_found}, {@code not_a_member}, {@code rate_limited}
     */
    CompletableFuture<RoomView> update(
            Caller caller, RoomId room, @Nullable Boolean muted, @Nullable Boolean favourite);

    /**
     * Returns the furthest read markers of a room's members, in the order of the members: by role, then username.
     *
     * @throws dev.chatrooms.application.common.ChatException {@code not_found}
     */
    Page<ReadMarker> markers(Caller caller, RoomId room, PageRequest page);
}
