package dev.chatrooms.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The root of a thread and a page of its messages.
 *
 * @param next the cursor of the next page; absent on the last one
 */
public record MessageThread(
        Message root,
        List<Message> items,
        @OmittedIfNull @Nullable String next) {
    public MessageThread {
        items = List.copyOf(items);
    }
}
