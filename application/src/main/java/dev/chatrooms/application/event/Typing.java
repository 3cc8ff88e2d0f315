package dev.chatrooms.application.event;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.domain.id.RoomId;
import java.util.concurrent.CompletableFuture;

/** Tells the others in a room that one is typing. */
public interface Typing {
    /**
     * Shows the room's other members that the caller is typing, or that he has stopped. It ends by itself six seconds
     * after it was last told, and with his next message there. To be told again, while he goes on, every few seconds;
     * what comes sooner is passed over.
     *
     * <p>Nobody is told, and the caller not refused: in a room of more members than signals go to, between two of whom
     * one has blocked the other, and of somebody who tells it far too often.
     *
     * @return fails with {@link dev.chatrooms.application.common.ChatException}: {@code not_found},
     *     {@code not_a_member}, {@code unauthenticated}, as posting there would, or {@code unavailable}
     */
    CompletableFuture<Void> typing(Caller caller, RoomId room, boolean on);
}
