package dev.chatrooms.application.event;

import dev.chatrooms.domain.event.EventKind;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log with its content.
 *
 * @param roomId where it happened; null for personal events
 * @param actorId who did it
 * @param subjectId whom a member event is about, or whom a personal event is for; null for all others
 */
public record LoggedEvent(
        Position position,
        EventKind kind,
        Instant at,
        @Nullable RoomId roomId,
        @Nullable AccountId actorId,
        @Nullable AccountId subjectId,
        EventContent content) {}
