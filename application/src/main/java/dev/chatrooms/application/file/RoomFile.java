package dev.chatrooms.application.file;

import dev.chatrooms.application.message.Sender;
import dev.chatrooms.domain.file.UploadedFile;
import dev.chatrooms.domain.id.MessageId;
import java.time.Instant;

/**
 * A file of a room, with the message that it is attached to.
 *
 * @param seq the place of the message in the room
 * @param createdAt when the message was posted
 */
public record RoomFile(UploadedFile file, MessageId messageId, long seq, Sender sender, Instant createdAt) {}
