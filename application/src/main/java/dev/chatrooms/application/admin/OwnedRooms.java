package dev.chatrooms.application.admin;

/** What becomes of the rooms that a deleted account was the only owner of. Rooms without another member are deleted. */
public enum OwnedRooms {
    /** The longest-standing moderator becomes the owner, or else the longest-standing member. */
    HAND_OVER,
    /** The rooms are deleted for all members. */
    DELETE
}
