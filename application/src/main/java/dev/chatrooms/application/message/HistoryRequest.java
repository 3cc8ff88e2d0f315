package dev.chatrooms.application.message;

import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.domain.InvalidValue;

/**
 * A request for a part of a room's history.
 *
 * @param anchor the relation of {@code seq} to the part; {@link Anchor#NEWEST} ignores {@code seq}
 * @param seq any number from 0; no message needs to have it
 * @param limit 1 to 200
 */
public record HistoryRequest(Anchor anchor, long seq, int limit) {
    /** The relation of a part of history to a sequence number. */
    public enum Anchor {
        /** The last messages of the room. */
        NEWEST,
        /** The messages just before it, exclusive. */
        BEFORE,
        /** The messages just after it, exclusive. */
        AFTER,
        /** The messages around it: half of the limit before it, the rest from it on. */
        AROUND
    }

    /**
     * Validates the numbers.
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

    /**
     * Returns a request for the last messages of the room.
     *
     * @param limit 1 to 200
     * @throws InvalidValue if the limit is out of range
     */
    public static HistoryRequest newest(int limit) {
        return new HistoryRequest(Anchor.NEWEST, 0, limit);
    }

    /**
     * Returns a request for the messages just after a sequence number.
     *
     * @param seq 0 for the first messages of the room
     * @param limit 1 to 200
     * @throws InvalidValue if a number is out of range
     */
    public static HistoryRequest after(long seq, int limit) {
        return new HistoryRequest(Anchor.AFTER, seq, limit);
    }
}
