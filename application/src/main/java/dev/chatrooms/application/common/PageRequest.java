package dev.chatrooms.application.common;

import dev.chatrooms.domain.InvalidValue;
import org.jspecify.annotations.Nullable;

/**
 * A request for one page of a list. Lists use keyset pagination, never offsets: a page costs the same at any depth, and
 * an insertion makes no row appear twice or disappear.
 *
 * @param limit 1 to 200
 * @param cursor a {@link Page#next()}, or null for the first page
 */
public record PageRequest(int limit, @Nullable String cursor) {
    public static final int MAX_LIMIT = 200;
    public static final int DEFAULT_LIMIT = 50;
    public static final PageRequest FIRST = new PageRequest(DEFAULT_LIMIT, null);

    /**
     * Validates the limit.
     *
     * @throws InvalidValue if the limit is not within 1..200
     */
    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidValue("out_of_range", "must be 1 to " + MAX_LIMIT);
        }
    }
}
