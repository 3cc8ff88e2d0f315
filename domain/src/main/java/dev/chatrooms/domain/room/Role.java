package dev.chatrooms.domain.room;

/** What a member may do in a room, the highest first: each role may do all that those after it may. */
public enum Role {
    OWNER,
    MODERATOR,
    MEMBER;

    /** Whether this role is the other or stands above it. */
    public boolean isAtLeast(Role other) {
        return compareTo(other) <= 0;
    }
}
