package dev.chatrooms.application.search;

import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A search, raw: it is checked as a whole.
 *
 * @param q in the language of {@link SearchQuery}
 * @param room only there; null for everywhere
 * @param sender only of this person, by id or username; null for everybody
 * @param from not before that moment; null for no bound
 * @param to until that moment, it included; null for no bound
 */
public record SearchRequest(
        @Nullable String q,
        @Nullable RoomId room,
        @Nullable String sender,
        @Nullable Instant from,
        @Nullable Instant to,
        PageRequest page) {
    /** Everywhere, the first page. */
    public static SearchRequest of(String q) {
        return new SearchRequest(q, null, null, null, null, PageRequest.FIRST);
    }
}
