package dev.chatrooms.application.spi;

import dev.chatrooms.domain.event.Cursor;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Named readers of the log: up to where each has read, and its current owner. An owner holds a reader for the time of a
 * lease, by the clock of the store. Names are case-sensitive.
 */
public interface LogReaders {
    /**
     * Makes an owner hold a reader, for the time of the lease from now. Creates the reader if it does not exist.
     *
     * @param first the cursor of a new reader
     * @return the stored cursor; empty if another owner holds the reader
     */
    Optional<Cursor> acquire(String reader, UUID owner, Duration lease, Cursor first);

    /**
     * Extends the lease from now.
     *
     * @return whether the owner still was the reader's last one; its lease may have ended unnoticed by others
     */
    boolean renew(String reader, UUID owner, Duration lease);

    /**
     * Stores the cursor of a reader.
     *
     * @return false, and nothing is stored, if the owner is no longer the reader's last one
     */
    boolean advance(String reader, UUID owner, Cursor cursor);

    /** Ends the lease of an owner. Does nothing if another one has acquired the reader. */
    void release(String reader, UUID owner);

    /** Removes a reader with its cursor. Its owner, if any, loses it. */
    void remove(String reader);
}
