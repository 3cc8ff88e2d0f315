package dev.chatrooms.domain.people;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The presence of an account.
 *
 * @param lastSeenAt time of the last connection; null if unknown or hidden
 */
public record Presence(Status status, @Nullable Instant lastSeenAt) {
    /** The presence shown to accounts from which it is hidden. */
    public static final Presence HIDDEN = new Presence(Status.OFFLINE, null);

    /** The connection status. There is no status for idle users: their activity is not tracked. */
    public enum Status {
        /** The account has at least one live event stream. */
        ONLINE,
        OFFLINE
    }
}
