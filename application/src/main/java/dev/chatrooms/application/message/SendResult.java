package dev.chatrooms.application.message;

import dev.chatrooms.domain.event.Cursor;

/**
 * The acknowledgement of a durable send.
 *
 * @param cursor identifies the event. Not a position to resume from, since earlier events may not have reached the
 *     sender yet
 * @param duplicate whether an earlier send with the same client id posted the message
 */
public record SendResult(MessageView message, Cursor cursor, boolean duplicate) {}
