package dev.chatrooms.application.room;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.id.RoomId;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Rooms: making, finding, joining, leaving. What the caller may not know of is {@code not_found}, never "forbidden".
 * Changes complete after their commit, with a {@link ChatException} where they are refused.
 */
public interface RoomManagement {
    /**
     * Makes a room; the caller becomes its owner and member, the named people its members.
     *
     * @return completes with the room, or: {@code invalid} (unknown people among the field errors too),
     *     {@code name_taken}
     */
    CompletableFuture<RoomView> create(Caller caller, NewRoom room);

    /** A room that the caller may see. @throws ChatException {@code not_found} */
    RoomView room(Caller caller, RoomId room);

    /** The caller's rooms, last activity first. */
    Page<RoomView> mine(Caller caller, PageRequest page);

    /**
     * The public rooms by name, except those that the caller is banned from.
     *
     * @param search any part of the name, case ignored; null for all
     */
    Page<RoomView> directory(Caller caller, @Nullable String search, PageRequest page);

    /** A room's members by role, then username. @throws ChatException {@code not_found} */
    Page<MemberView> members(Caller caller, RoomId room, PageRequest page);

    /** Joins a public room. Idempotent. Completes with the room, or: {@code not_found}, {@code banned}. */
    CompletableFuture<RoomView> join(Caller caller, RoomId room);

    /**
     * Leaves a room. Idempotent where the room can still be seen. Fails with {@code not_found}, {@code last_owner},
     * {@code direct_room}.
     */
    CompletableFuture<Void> leave(Caller caller, RoomId room);

    /** Deletes a room for everybody. Fails with {@code not_found}, {@code insufficient_role}, {@code direct_room}. */
    CompletableFuture<Void> delete(Caller caller, RoomId room);
}
