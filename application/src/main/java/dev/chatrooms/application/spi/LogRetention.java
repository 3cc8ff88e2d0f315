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
     * A mark in the log. The times of entries are those of the nodes that appended them, of which one may be wrong.
     * Marks date the entries before them independently.
     *
     * @param number increases with each mark
     * @param time the time by which entries are removed, which is kept here
     */
    record Mark(long number, Instant time) {}

    /**
     * Returns the latest mark. Before the first one, returns a mark with the number 0 and the time of the newest entry,
     * or of the store if the log is empty.
     */
    Mark latestMark();

    /**
     * Marks a place in the log, as the mark after the given one. Only the last mark of each hour is kept.
     *
     * @param after the number of the latest mark
     * @param time the time of the mark
     * @param upTo the last entry before the mark
     * @param end a time at which all entries up to that one had been appended; if it is too early, they are removed too
     *     early
     * @return false, without any effect, if the latest mark has another number
     */
    boolean mark(long after, Instant time, Position upTo, Instant end);

    /**
     * Returns the oldest entries that are left, up to the first that was not appended before a time, or that the search
     * index or the {@link Statistics} have not read yet. An entry was appended before a time if its own time is
     * earlier, or the end of a mark after it.
     */
    List<Entry> due(Instant before, int limit);

    /**
     * Removes the entries of a range with the marks that are no longer needed, and locks the log against other removals
     * until the end of the transaction.
     *
     * @return false, without any effect, if {@link #removedUpTo} is not {@code from}
     */
    boolean remove(Position from, Position to);
}
