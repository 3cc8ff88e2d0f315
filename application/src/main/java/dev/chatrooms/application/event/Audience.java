package dev.chatrooms.application.event;

/**
 * For whose eyes an event is rendered. There are two, so that each event is rendered at most twice, however many see
 * it.
 */
public enum Audience {
    /**
     * The person that it is from or about: the sender sees his client id, who joined sees the room with what is his in
     * it.
     */
    SELF,
    /** Everybody else. */
    OTHERS
}
