package dev.chatrooms.application.event;

import dev.chatrooms.domain.room.RoomId;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream is to start and what it is to carry.
 *
 * @param cursor the last one that the client processed, as it gives it back; null for live from now. One that cannot be resumed from
 *     (malformed, of another epoch, beyond the head, too long ago) is no error: the stream starts with a reset
 * @param onlyRoom only this room's events; null for everything
 */
public record StreamRequest(
        @Nullable String cursor, @Nullable RoomId onlyRoom) {
    public static final StreamRequest FROM_NOW = new StreamRequest(null, null);

    public static StreamRequest after(String cursor) {
        return new StreamRequest(cursor, null);
    }
}
