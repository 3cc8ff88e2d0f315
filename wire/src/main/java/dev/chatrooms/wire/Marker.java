package dev.chatrooms.wire;

/**
 * The caller's read marker of a room.
 *
 * @param unread the number of messages after it
 */
public record Marker(long readSeq, long unread) {}
