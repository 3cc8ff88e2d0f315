package dev.chatrooms.wire;

import java.time.Instant;
import java.util.UUID;

/** A file of a room, with the message that it is attached to. */
public record RoomFile(File file, UUID messageId, long seq, Sender sender, Instant createdAt) {}
