package dev.chatrooms.application.event;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.domain.id.RoomId;
import java.util.concurrent.CompletableFuture;

/** Shows a room's members that another member is typing. */
public interface Typing {
    /**
     * Shows the room's other members that the caller is typing or has stopped. It ends six seconds after the last
     * report, or with the caller's next message in the room. Clients repeat it every few seconds; more frequent reports
     * are ignored.
     *
     * <p>Has no effect in rooms with more members than signals are sent to, between two accounts of which one has
     * blocked the other, and above the rate limit. The caller is not refused then.
     *
     * @return fails with {@link dev.chatrooms.application.common.ChatException}: {@code not_found},
     *     {@code not_a_member}, {@code unauthenticated}, as posting there would, or {@code unavailable}
     */
    CompletableFuture<Void> typing(Caller caller, RoomId room, boolean on);
}
