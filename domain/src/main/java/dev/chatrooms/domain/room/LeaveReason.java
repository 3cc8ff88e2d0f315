package dev.chatrooms.domain.room;

/** Why a membership ended. */
public enum LeaveReason {
    /** The member went himself. */
    LEFT,
    /** Somebody with a higher role took him out. */
    REMOVED,
    /** He was banned. */
    BANNED
}
