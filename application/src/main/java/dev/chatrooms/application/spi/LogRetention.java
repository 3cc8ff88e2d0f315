package dev.chatrooms.application.spi;

import dev.chatrooms.domain.event.Position;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The removal of the oldest entries from the log. Their positions are not used again, and readers that have not read as
 * far must start anew.
 */
public interface LogRetention {
    /** Returns the time by the clock of the store, which all nodes share. */
    Instant now();

    /** Returns the position up to which entries are removed; {@link Position#START} if none are. */
    Position removedUpTo();

    /**
     * An entry that may be removed.
     *
     * @param message the message that it posted, which may be deleted; null for all other kinds
     */
    record Entry(Position position, Messages.@Nullable Posted message) {}

    /**
     * Returns the oldest entries that are left, up to the first that was not appended before a time, or that the search
     * index or the {@link Statistics} have not read yet.
     */
    List<Entry> due(Instant before, int limit);

    /**
     * Removes the entries of a range, and locks the log against other removals until the end of the transaction.
     *
     * @return false, without any effect, if {@link #removedUpTo} is not {@code from}
     */
    boolean remove(Position from, Position to);
}
