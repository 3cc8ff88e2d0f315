package dev.chatrooms.application.message;

import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.InvalidValue;

/**
 * Which part of a room's history is wanted.
 *
 * @param anchor what {@code seq} is to the part; it is ignored for {@link Anchor#NEWEST}
 * @param seq any number from 0; it need not be of a message that exists
 * @param limit 1 to 200
 */
public record HistoryRequest(Anchor anchor, long seq, int limit) {
    /** How a part of history lies to a sequence number. */
    public enum Anchor {
        /** The last messages of the room. */
        NEWEST,
        /** Those just before it, without it. */
        BEFORE,
        /** Those just after it, without it. */
        AFTER,
        /** It in the middle: half of the limit before it, the rest from it on. */
        AROUND
    }

    /**
     * Checks the numbers.
     *
     * @throws InvalidValue if a number is out of range
     */
    public HistoryRequest {
        if (seq < 0) {
            throw new InvalidValue("out_of_range", "must not be negative");
        }
        if (limit < 1 || limit > PageRequest.MAX_LIMIT) {
            throw new InvalidValue("out_of_range", "must be 1 to " + PageRequest.MAX_LIMIT);
        }
    }

    public static HistoryRequest newest(int limit) {
        return new HistoryRequest(Anchor.NEWEST, 0, limit);
    }

    public static HistoryRequest after(long seq, int limit) {
        return new HistoryRequest(Anchor.AFTER, seq, limit);
    }
}
