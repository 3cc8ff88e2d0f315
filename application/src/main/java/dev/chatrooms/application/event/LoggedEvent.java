package dev.chatrooms.application.event;

import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log with its content.
 *
 * @param roomId the room it happened in; null for personal events
 * @param actorId the account that acted; null for operators
 * @param subjectId the account that a member event is about or a personal event is for; null for all others
 */
public record LoggedEvent(
        Position position,
        EventKind kind,
        Instant at,
        @Nullable RoomId roomId,
        @Nullable AccountId actorId,
        @Nullable AccountId subjectId,
        EventContent content) {
    /** Returns the message that was posted, edited or deleted; null in events of other kinds. */
    public @Nullable MessageView message() {
        return content instanceof EventContent.OfMessage of ? of.message() : null;
    }
}
