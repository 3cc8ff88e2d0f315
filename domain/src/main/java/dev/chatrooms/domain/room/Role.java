package dev.chatrooms.domain.room;

/** The role of a member in a room, the highest first. Each role may do what the lower ones may. */
public enum Role {
    OWNER,
    MODERATOR,
    MEMBER;

    /** Returns whether this role is equal to or higher than the other. */
    public boolean isAtLeast(Role other) {
        return compareTo(other) <= 0;
    }
}
