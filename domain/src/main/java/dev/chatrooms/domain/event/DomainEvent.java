package dev.chatrooms.domain.event;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import org.jspecify.annotations.Nullable;

/**
 * A fact that a command has decided. The log stores each event as a narrow row that refers to what the event is about.
 * Readers of the log get the content as it is at the time of reading.
 *
 * <p>The events are records nested in one sealed interface per feature, next to the aggregate that makes them. Each
 * kind has exactly one record. The methods here are the columns of the log.
 */
public interface DomainEvent {
    EventKind kind();

    /** Returns the room in which the event happened, or null for events outside of rooms. */
    @Nullable
    RoomId roomId();

    /** Returns the account that caused the event, or null for an operator. */
    @Nullable
    AccountId actorId();

    /**
     * Returns the account that a membership event is about or that a personal event is addressed to, or null for all
     * other events.
     */
    @Nullable
    AccountId subjectId();

    /** Returns the message that the event is about, or null for events without a message. */
    @Nullable
    MessageId messageId();
}
