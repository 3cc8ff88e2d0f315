package dev.chatrooms.application.spi;

import dev.chatrooms.application.admin.DayFigures;
import dev.chatrooms.application.admin.Totals;
import java.time.LocalDate;
import java.util.List;

/**
 * Figures about the whole chat, kept by a reader of the log with a position of its own, so that writes do not pay for
 * them. One transaction at a time reads on; others wait for it.
 */
public interface Statistics {
    /**
     * Adds the next entries of the log to the figures. Each entry counts once.
     *
     * @param entries the maximum number
     * @return whether there were as many, so that there may be more
     */
    boolean readOn(int entries);

    /** Returns the figures since the beginning. */
    Totals totals();

    /** Returns the size of the database in bytes; 0 for a store in memory. */
    long databaseBytes();

    /** Returns the figures of the days on which there were any, in UTC, ascending. */
    List<DayFigures> days(LocalDate from);
}
