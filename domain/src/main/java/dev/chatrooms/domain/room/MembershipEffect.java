package dev.chatrooms.domain.room;

/** The effect that an accepted command has on a membership. */
public enum MembershipEffect {
    BEGINS,
    CHANGES,
    ENDS,
    /** The membership, or its absence, already is what the command asks for. */
    UNCHANGED
}
