package dev.chatrooms.domain.room;

/** The kind of a room, which determines its visibility. */
public enum RoomKind {
    /** Every account can find, read and join the room. */
    PUBLIC,
    /** Only members can see the room. */
    PRIVATE,
    /** The room of two accounts. Each pair has at most one. */
    DIRECT
}
