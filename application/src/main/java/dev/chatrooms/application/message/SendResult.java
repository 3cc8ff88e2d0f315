package dev.chatrooms.application.message;

import dev.chatrooms.domain.event.Cursor;

/**
 * The acknowledgement of a send: the message is on disk.
 *
 * @param cursor names its event; not to resume from, since earlier events may still be on their way to the sender
 * @param duplicate whether it was there already, from an earlier send with the same client id
 */
public record SendResult(MessageView message, Cursor cursor, boolean duplicate) {}
