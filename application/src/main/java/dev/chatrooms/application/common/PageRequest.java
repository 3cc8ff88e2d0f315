package dev.chatrooms.application.common;

import dev.chatrooms.domain.InvalidValue;
import org.jspecify.annotations.Nullable;

/**
 * Which piece of a list is wanted. Lists go by key, never by offset: a page costs the same at any depth and no row is
 * skipped or shown twice because of what was inserted before it.
 *
 * @param limit 1 to 200
 * @param cursor a {@link Page#next()}, or null for the first piece
 */
public record PageRequest(int limit, @Nullable String cursor) {
    public static final int MAX_LIMIT = 200;
    public static final int DEFAULT_LIMIT = 50;
    public static final PageRequest FIRST = new PageRequest(DEFAULT_LIMIT, null);

    /**
     * Checks the limit.
     *
     * @throws InvalidValue if the limit is not within 1..200
     */
    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new InvalidValue("out_of_range", "must be 1 to " + MAX_LIMIT);
        }
    }
}
