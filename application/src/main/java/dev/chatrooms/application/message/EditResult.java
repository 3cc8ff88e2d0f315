package dev.chatrooms.application.message;

import dev.chatrooms.domain.event.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * The acknowledgement of an edit: it is on disk.
 *
 * @param message as it is now
 * @param cursor as in {@link ChangeResult}
 */
public record EditResult(MessageView message, @Nullable Cursor cursor) {}
