package dev.chatrooms.application.message;

import dev.chatrooms.domain.event.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * The acknowledgement of a durable edit.
 *
 * @param message the message after the edit
 * @param cursor as in {@link ChangeResult}
 */
public record EditResult(MessageView message, @Nullable Cursor cursor) {}
