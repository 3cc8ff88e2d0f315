package dev.chatrooms.application.spi;

import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import java.util.List;

/**
 * The ordered log of events, for reading. Positions have no gaps and are in commit order: a reader that has read up to
 * N has read everything up to N. The content of events is the current one.
 */
public interface EventLog {
    /** Returns the epoch and the last position. */
    Cursor head();

    /**
     * Returns the first {@code limit} events with {@code after < position <= upTo}, in ascending order, for all
     * viewers.
     */
    List<LoggedEvent> read(Position after, Position upTo, int limit);

    /**
     * As {@link #read}, restricted to what the viewer may see now: events of rooms it is a member of, from the position
     * of its join; its own joins and leaves in any room; the deletion of rooms it was a member of then; its personal
     * events.
     */
    List<LoggedEvent> readFor(AccountId viewer, Position after, Position upTo, int limit);

    /** Counts the events {@link #readFor} would return without a limit, up to {@code atMost}. */
    int countFor(AccountId viewer, Position after, Position upTo, int atMost);
}
