package dev.chatrooms.domain.message;

/** The effect that an accepted command has on a message. */
public enum MessageEffect {
    CHANGES,
    /** The message already is what the command asks for. */
    UNCHANGED
}
