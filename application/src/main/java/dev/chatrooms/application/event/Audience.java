package dev.chatrooms.application.event;

/**
 * The viewers an event is rendered for. There are two, so each event is rendered at most twice, however many see it.
 */
public enum Audience {
    /**
     * The account the event is from or about: a sender sees its client id, a new member sees its own settings of the
     * room.
     */
    SELF,
    /** Everyone else. */
    OTHERS
}
