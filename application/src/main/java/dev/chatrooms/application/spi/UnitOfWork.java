package dev.chatrooms.application.spi;

import dev.chatrooms.domain.event.DomainEvent;
import dev.chatrooms.domain.message.MessageEvent;
import dev.chatrooms.domain.room.RoomEvent;
import java.time.Instant;
import java.util.function.Supplier;

/** The stores in a transaction that may write. */
public interface UnitOfWork extends Stores {
    /**
     * Appends to the log when the transaction commits; until then no reader sees it, not even this transaction.
     *
     * <p>A {@link MessageEvent.Posted} is also what stores the message: with it the room's last seq moves on to the
     * message's, and the sender's marker too, at the event's time. A {@link RoomEvent.MemberJoined} fixes from which
     * position on the member sees the room: that of the event itself or, for the room's maker in the transaction that
     * made it, that of its {@link RoomEvent.Created}.
     *
     * @return the event's number in this transaction, from 0: see {@link Committed#cursor}
     */
    int append(DomainEvent event, Instant at);

    /**
     * Runs a part of the work that may fail alone: whatever it throws comes out of here, and nothing of what it did
     * remains (neither rows nor appended events), while the rest of the transaction goes on.
     */
    <T> T attempt(Supplier<? extends T> part);
}
