package dev.chatrooms.domain.room;

/** Why a membership ended. */
public enum LeaveReason {
    /** The member went himself. */
    LEFT,
    /** An owner or moderator took him out. */
    REMOVED,
    /** He was banned. */
    BANNED
}
