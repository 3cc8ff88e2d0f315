package dev.chatrooms.application.message;

import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.id.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * The acknowledgement of a durable change of a message.
 *
 * @param cursor identifies the event, and is not a position to resume from; null if nothing changed
 */
public record ChangeResult(MessageId messageId, @Nullable Cursor cursor) {}
