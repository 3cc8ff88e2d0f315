package dev.chatrooms.application.commit.internal;

/**
 * A read marker after a commit.
 *
 * @param lastSeq the room's last message at that time
 * @param memberCount the number of the room's members
 * @param hidden whether a block hides the marker from the other member of a direct room
 * @param advanced whether the marker is further than ever before; true in only one of the results of a batch
 */
public record MarkerPosition(long readSeq, long lastSeq, int memberCount, boolean hidden, boolean advanced) {}
