package dev.chatrooms.wire;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Finds the time at which a request was received. A user whose sessions were ended after this time is refused. */
public final class ReceivedAt {
    /**
     * The attribute of a servlet request with the time as an {@link Instant} by the clock of the chat. A host sets it
     * if its filters look up the user, before they do. Without it the adapters take the time when they are called.
     */
    public static final String ATTRIBUTE = "dev.chatrooms.receivedAt";

    private ReceivedAt() {}

    /**
     * Returns the time at which a request was received.
     *
     * @param attribute the value of {@link #ATTRIBUTE}; null if it is not set
     */
    public static Instant of(@Nullable Object attribute, InstantSource clock) {
        return attribute instanceof Instant time ? time : clock.instant();
    }
}
