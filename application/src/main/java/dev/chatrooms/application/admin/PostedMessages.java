package dev.chatrooms.application.admin;

/** What becomes of the messages of a deleted account. */
public enum PostedMessages {
    /** They stay, and show "Deleted account" as their sender. */
    KEEP,
    /** Each of them is deleted, in every room, with its earlier texts. */
    ERASE
}
