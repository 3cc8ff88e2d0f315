package dev.chatrooms.application.room;

import dev.chatrooms.application.common.Caller;
import java.util.concurrent.CompletableFuture;

/**
 * Rooms of two people: both are plain members, it has no name, nobody leaves or deletes it, and a pair has one. What
 * two people say to each other goes on where one of them deletes his account: the other keeps the room, and what he
 * writes there is stored like any message.
 */
public interface DirectRoomManagement {
    /**
     * A direct room as who has opened it sees it.
     *
     * @param created whether it is new
     */
    record Opened(RoomView room, boolean created) {}

    /**
     * Opens the caller's direct room with somebody: the one that the two have or, where they have none, a new one.
     *
     * @param room of kind {@code DIRECT}, with one other person as its member and without name and topic
     * @return completes with the room, or: {@code invalid} (unknown people among the field errors too), {@code self},
     *     {@code blocked} (whichever of the two has blocked the other, and whether or not they have a room)
     */
    CompletableFuture<Opened> open(Caller caller, NewRoom room);
}
