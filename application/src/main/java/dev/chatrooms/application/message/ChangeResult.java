package dev.chatrooms.application.message;

import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.id.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * The acknowledgement of a change to a message: it is on disk.
 *
 * @param cursor names its event, and is not to resume from; null where all was so already and nothing has happened
 */
public record ChangeResult(MessageId messageId, @Nullable Cursor cursor) {}
