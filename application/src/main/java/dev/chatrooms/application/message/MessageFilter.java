package dev.chatrooms.application.message;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which messages are wanted; null is no condition.
 *
 * @param from when it was posted at the earliest
 * @param to when it was posted at the latest
 */
public record MessageFilter(
        @Nullable RoomId room,
        @Nullable AccountId sender,
        @Nullable Instant from,
        @Nullable Instant to) {
    public static MessageFilter ofSender(AccountId sender) {
        return new MessageFilter(null, sender, null, null);
    }
}
