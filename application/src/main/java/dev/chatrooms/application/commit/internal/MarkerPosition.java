package dev.chatrooms.application.commit.internal;

/**
 * Where a marker is after a commit.
 *
 * @param lastSeq the last message of its room then
 * @param memberCount how many belong to the room
 * @param moved whether it has moved, and this is the one answer that tells of it
 */
public record MarkerPosition(long readSeq, long lastSeq, int memberCount, boolean moved) {}
