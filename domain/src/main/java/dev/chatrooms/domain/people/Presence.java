package dev.chatrooms.domain.people;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody is there.
 *
 * @param lastSeenAt when he was last seen, as far as is known; null where it is not, or not to be told
 */
public record Presence(Status status, @Nullable Instant lastSeenAt) {
    /** What others see of somebody who does not want to be seen by them. */
    public static final Presence HIDDEN = new Presence(Status.OFFLINE, null);

    /** Whether somebody has a connection. That he is away from it is not told: nobody counts what he does. */
    public enum Status {
        /** He has a live stream of events somewhere. */
        ONLINE,
        OFFLINE
    }
}
