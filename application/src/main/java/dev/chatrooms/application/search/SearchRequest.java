package dev.chatrooms.application.search;

import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A search, not yet validated.
 *
 * @param q the query in the language of {@link SearchQuery}
 * @param room the only room to search; null for all
 * @param sender the only sender, by id or username; null for all
 * @param from the earliest time, inclusive; null for no bound
 * @param to the latest time, inclusive; null for no bound
 */
public record SearchRequest(
        @Nullable String q,
        @Nullable RoomId room,
        @Nullable String sender,
        @Nullable Instant from,
        @Nullable Instant to,
        PageRequest page) {
    /** Returns a search of all rooms, for the first page. */
    public static SearchRequest of(String q) {
        return new SearchRequest(q, null, null, null, null, PageRequest.FIRST);
    }
}
