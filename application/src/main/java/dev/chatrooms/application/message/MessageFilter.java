package dev.chatrooms.application.message;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A filter of messages; null means no condition.
 *
 * @param from the earliest time of posting
 * @param to the latest time of posting
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
