package dev.chatrooms.domain.message;

import java.time.Duration;
import java.time.Instant;

/**
 * The time after its posting in which a message can be edited.
 *
 * @param length zero for no limit
 */
public record EditWindow(Duration length) {
    public static final EditWindow UNLIMITED = new EditWindow(Duration.ZERO);

    /** Returns whether a message of that time can be edited now. */
    public boolean includes(Instant createdAt, Instant now) {
        return length.isZero() || !now.isAfter(createdAt.plus(length));
    }
}
