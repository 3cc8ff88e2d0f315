package dev.chatrooms.domain.room;

/** The reason why a membership ended. */
public enum LeaveReason {
    /** The member left. */
    LEFT,
    /** An owner or moderator removed the member. */
    REMOVED,
    /** An owner or moderator banned the member. */
    BANNED
}
