package dev.chatrooms.application.room;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.id.RoomId;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A member's own side of his rooms: how far he has read, and how he keeps them. What changes there he is told on all of
 * his devices ({@code me.updated}); what doesn't change is not told.
 */
public interface MembershipSettings {
    /** Where one's marker is, and how many messages come after it. */
    record Marker(long readSeq, long unread) {}

    /**
     * Notes that the caller has read a room up to a message. The marker never moves back, and not past the last
     * message.
     *
     * @param seq the message's; raw
     * @return completes with where the marker is after it, or: {@code invalid}, {@code not_found},
     *     {@code not_a_member}, {@code rate_limited}
     */
    CompletableFuture<Marker> read(Caller caller, RoomId room, @Nullable Long seq);

    /**
     * Keeps a room as the caller wants it from now on.
     *
     * @param muted null to leave it as it is, as with the other
     * @return completes with the room, or: {@code not_found}, {@code not_a_member}, {@code rate_limited}
     */
    CompletableFuture<RoomView> keep(Caller caller, RoomId room, @Nullable Boolean muted, @Nullable Boolean favourite);

    /**
     * How far the members of a room have read, in the order of the members: by role, then username. @throws
     * ChatException {@code not_found}
     */
    Page<ReadMarker> markers(Caller caller, RoomId room, PageRequest page);
}
