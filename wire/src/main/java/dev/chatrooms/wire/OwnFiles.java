package dev.chatrooms.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the caller's files.
 *
 * @param quotaBytes null if there is no limit
 * @param next the cursor of the next page; absent on the last one
 */
public record OwnFiles(
        long usedBytes,
        @Nullable Long quotaBytes,
        List<File> items,
        @OmittedIfNull @Nullable String next) {
    public OwnFiles {
        items = List.copyOf(items);
    }
}
