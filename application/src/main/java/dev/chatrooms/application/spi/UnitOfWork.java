package dev.chatrooms.application.spi;

import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.DomainEvent;
import dev.chatrooms.domain.message.MessageEvent;
import dev.chatrooms.domain.room.RoomEvent;
import java.time.Instant;
import java.util.function.Supplier;

/** The stores within a transaction that may write. */
public interface UnitOfWork extends Stores {
    /**
     * Appends an event to the log at the commit. Before that no reader sees it, including this transaction.
     *
     * <p>A {@link MessageEvent.Posted} also stores the message, sets the room's last sequence number to the message's
     * and moves the sender's marker there, at the event's time. A {@link RoomEvent.MemberJoined} determines the
     * position from which the member sees the room: its own or, for the creator in the transaction that creates the
     * room, that of the {@link RoomEvent.Created}.
     *
     * @return the event's number in this transaction, from 0: see {@link Committed#cursor}
     */
    int append(DomainEvent event, Instant at);

    /**
     * Verifies that the log is the one that its reader has read so far, and begins a new epoch if it is not: if the
     * database is on another server or timeline than the one on which the epoch began, or if the log lacks events of
     * the same epoch that the reader has read. Readers that verify at the same time agree on the new epoch.
     *
     * @param known the last event that was read
     * @return the head of the log, in the new epoch if one began; {@code known} may be of an earlier epoch
     */
    Cursor verifyLog(Cursor known);

    /**
     * Runs a part of the work that may fail on its own. If it throws, its rows and events are rolled back, the
     * exception is rethrown, and the transaction can continue.
     */
    <T> T attempt(Supplier<? extends T> part);
}
