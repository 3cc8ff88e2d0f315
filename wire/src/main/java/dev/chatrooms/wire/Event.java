package dev.chatrooms.wire;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event of the log.
 *
 * @param op {@code event} on a socket; absent elsewhere
 * @param type its kind, which decides the type of the data
 * @param roomId absent for personal events
 */
public record Event(
        @OmittedIfNull @Nullable String op,
        String cursor,
        String type,
        @OmittedIfNull @Nullable UUID roomId,
        @OmittedIfNull @Nullable UUID actorId,
        Instant at,
        EventData data) {
    /** The {@code op} of an event on a socket. */
    public static final String OP = "event";
}
