package dev.chatrooms.application.event;

import dev.chatrooms.domain.id.RoomId;
import org.jspecify.annotations.Nullable;

/**
 * A request for a stream: its start and its contents.
 *
 * @param cursor the last cursor the client processed; null to start at the head. If the stream cannot resume from it
 *     (malformed, another epoch, beyond the head, too old), it starts with a reset
 * @param onlyRoom restricts the stream to one room's events and signals; null for all
 * @param signals whether to emit {@link FeedItem.Signals}
 */
public record StreamRequest(
        @Nullable String cursor, @Nullable RoomId onlyRoom, boolean signals) {
    public static final StreamRequest FROM_NOW = new StreamRequest(null, null);

    /** Creates a request without signals. */
    public StreamRequest(@Nullable String cursor, @Nullable RoomId onlyRoom) {
        this(cursor, onlyRoom, false);
    }

    /** Returns a request that resumes after the last cursor that was processed, in its text form. */
    public static StreamRequest after(String cursor) {
        return new StreamRequest(cursor, null);
    }

    /** Returns this request with typing, presence and read markers of others. */
    public StreamRequest withSignals() {
        return new StreamRequest(cursor, onlyRoom, true);
    }
}
