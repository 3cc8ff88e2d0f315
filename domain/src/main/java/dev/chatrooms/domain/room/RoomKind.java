package dev.chatrooms.domain.room;

/** Who may know of a room. */
public enum RoomKind {
    /** Everybody who is signed in finds it, reads it and may join. */
    PUBLIC,
    /** Only its members know that it exists. */
    PRIVATE,
    /** Two people's own room; a pair has one. */
    DIRECT
}
