package dev.chatrooms.application.room;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.id.RoomId;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Creating, finding, joining and leaving rooms. A room that the caller must not know of is {@code not_found}, never
 * "forbidden". Changes complete after their commit, or with a {@link ChatException}.
 */
public interface RoomManagement {
    /**
     * Creates a room. The caller becomes its owner, the named accounts become members.
     *
     * @return completes with the room, or: {@code invalid} (also with field errors for unknown accounts),
     *     {@code name_taken}
     */
    CompletableFuture<RoomView> create(Caller caller, NewRoom room);

    /** Returns a room that the caller may see. @throws ChatException {@code not_found} */
    RoomView room(Caller caller, RoomId room);

    /** Returns the caller's rooms, latest activity first. */
    Page<RoomView> ownRooms(Caller caller, PageRequest page);

    /**
     * Returns the public rooms by name, except those that the caller is banned from.
     *
     * @param search any part of the name, case ignored; null for all
     */
    Page<RoomView> directory(Caller caller, @Nullable String search, PageRequest page);

    /** Returns a room's members by role, then username. @throws ChatException {@code not_found} */
    Page<MemberView> members(Caller caller, RoomId room, PageRequest page);

    /**
     * Returns the members of a room whose username, first, last or display name contains each word of the search, the
     * one with exactly this username first, then by role, then username.
     *
     * @param search case and accents are ignored; blank for all
     * @throws ChatException {@code not_found}, {@code invalid}
     */
    Page<MemberView> findMembers(Caller caller, RoomId room, String search, PageRequest page);

    /** Joins a public room. Idempotent. Completes with the room, or: {@code not_found}, {@code banned}. */
    CompletableFuture<RoomView> join(Caller caller, RoomId room);

    /**
     * Leaves a room. Idempotent while the caller can see the room. Fails with {@code not_found}, {@code last_owner},
     * {@code direct_room}.
     */
    CompletableFuture<Void> leave(Caller caller, RoomId room);

    /** Deletes a room for all members. Fails with {@code not_found}, {@code insufficient_role}, {@code direct_room}. */
    CompletableFuture<Void> delete(Caller caller, RoomId room);
}
