package dev.chatrooms.application.room;

import dev.chatrooms.application.common.Caller;
import java.util.concurrent.CompletableFuture;

/**
 * Rooms of two accounts. Both are plain members, the room has no name, nobody can leave or delete it, and a pair has at
 * most one. The room outlives the deletion of one account: the other keeps the room and can still write to it.
 */
public interface DirectRoomManagement {
    /**
     * A direct room as the caller sees it.
     *
     * @param created whether it is new
     */
    record Opened(RoomView room, boolean created) {}

    /**
     * Opens the caller's direct room with another account: the existing one, or else a new one.
     *
     * @param room of kind {@code DIRECT}, with one other account as its member and without name and topic
     * @return completes with the room, or: {@code invalid} (also with field errors for unknown accounts), {@code self},
     *     {@code blocked} (if either has blocked the other, even if they have a room)
     */
    CompletableFuture<Opened> open(Caller caller, NewRoom room);
}
