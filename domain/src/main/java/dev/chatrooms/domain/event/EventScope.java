package dev.chatrooms.domain.event;

/** The accounts that receive an event. */
public enum EventScope {
    /** The members of the event's room. */
    ROOM,
    /** The event's subject, while they are a member of its room. */
    MEMBER,
    /** The event's subject, in no room. */
    ACCOUNT,
    /** The event's subject and all accounts that share a room with them or have them as a contact. */
    ACQUAINTANCES
}
