package dev.chatrooms.application.message.internal;

/**
 * Where a marker is after a commit.
 *
 * @param lastSeq the last message of its room then
 * @param moved whether it has moved, and this is the one answer that tells of it
 */
public record MarkerAt(long readSeq, long lastSeq, boolean moved) {}
