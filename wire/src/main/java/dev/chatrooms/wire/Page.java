package dev.chatrooms.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list: {@code RoomPage}, {@code MessagePage} and the other lists of the contract.
 *
 * @param next the cursor of the next page; absent on the last one
 */
public record Page<T>(
        List<T> items, @OmittedIfNull @Nullable String next) {
    public Page {
        items = List.copyOf(items);
    }
}
