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
     * The entries that the log has.
     *
     * @param removedUpTo the position up to which entries are removed; {@link Position#START} if none are
     */
    record Extent(Cursor head, Position removedUpTo) {}

    /** Returns the head as {@link #head} does, with the position up to which entries are removed. */
    Extent extent();

    /**
     * The head of the log and the database that it was read from.
     *
     * @param server identifies the run of the server; an opaque text that differs after a restart or a failover
     */
    record State(Cursor head, String server) {}

    /** Returns the head as {@link #head} does, with the server that has it. */
    State state();

    /**
     * Returns the first {@code limit} events with {@code after < position <= upTo}, in ascending order, for all
     * viewers.
     */
    List<LoggedEvent> read(Position after, Position upTo, int limit);

    /**
     * Returns the first events after a position, in ascending order and for all viewers, as far as a single query loads
     * them. The result ends before the first event that contains a room or a profile, and is empty if that one comes
     * first: {@link #read} loads it. Events of messages, reactions and own memberships are always loaded.
     */
    List<LoggedEvent> readInOneQuery(Position after, int limit);

    /**
     * Returns the events of {@link #read} that the viewer may see now: events of rooms it is a member of, from the
     * position of its join; its own joins and leaves in any room; the deletion of rooms it was a member of then; its
     * personal events.
     */
    List<LoggedEvent> readFor(AccountId viewer, Position after, Position upTo, int limit);

    /** Counts the events {@link #readFor} would return without a limit, up to {@code atMost}. */
    int countFor(AccountId viewer, Position after, Position upTo, int atMost);
}
