package dev.chatrooms.application.event;

import dev.chatrooms.domain.id.RoomId;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream is to start and what it is to carry.
 *
 * @param cursor the last one that the client processed, as it gives it back; null for live from now. One that cannot be
 *     resumed from (malformed, of another epoch, beyond the head, too long ago) is no error: the stream starts with a
 *     reset
 * @param onlyRoom only this room's events and signals; null for everything
 * @param signals whether {@link FeedItem.Signals} are wanted beside the events
 */
public record StreamRequest(
        @Nullable String cursor, @Nullable RoomId onlyRoom, boolean signals) {
    public static final StreamRequest FROM_NOW = new StreamRequest(null, null);

    /** Without signals. */
    public StreamRequest(@Nullable String cursor, @Nullable RoomId onlyRoom) {
        this(cursor, onlyRoom, false);
    }

    public static StreamRequest after(String cursor) {
        return new StreamRequest(cursor, null);
    }

    public StreamRequest withSignals() {
        return new StreamRequest(cursor, onlyRoom, true);
    }
}
