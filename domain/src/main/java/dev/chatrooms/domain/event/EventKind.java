package dev.chatrooms.domain.event;

/**
 * The kind of an event. The {@linkplain #wireName() wire name} is part of the contract with clients and of the stored
 * log, so it never changes. The {@linkplain #scope() scope} says who receives events of the kind.
 *
 * <p>Places that treat kinds differently use a {@code switch} expression without a default, so a new kind does not
 * compile until each of them handles it. They are listed under "Adding an event kind" in docs/architecture.md.
 */
public enum EventKind {
    MESSAGE_POSTED("message.posted", EventScope.ROOM),
    MESSAGE_EDITED("message.edited", EventScope.ROOM),
    MESSAGE_DELETED("message.deleted", EventScope.ROOM),
    MESSAGE_PINNED("message.pinned", EventScope.ROOM),
    MESSAGE_UNPINNED("message.unpinned", EventScope.ROOM),
    REACTION_ADDED("reaction.added", EventScope.ROOM),
    REACTION_REMOVED("reaction.removed", EventScope.ROOM),
    ROOM_CREATED("room.created", EventScope.ROOM),
    ROOM_UPDATED("room.updated", EventScope.ROOM),
    ROOM_DELETED("room.deleted", EventScope.ROOM),
    MEMBER_JOINED("member.joined", EventScope.ROOM),
    MEMBER_LEFT("member.left", EventScope.ROOM),
    MEMBER_UPDATED("member.updated", EventScope.ROOM),
    ME_UPDATED("me.updated", EventScope.MEMBER),
    ACCOUNT_UPDATED("account.updated", EventScope.ACQUAINTANCES),
    CONTACT_ADDED("contact.added", EventScope.ACCOUNT),
    CONTACT_REMOVED("contact.removed", EventScope.ACCOUNT),
    BLOCK_ADDED("block.added", EventScope.ACCOUNT),
    BLOCK_REMOVED("block.removed", EventScope.ACCOUNT),
    SESSION_REVOKED("session.revoked", EventScope.ACCOUNT);

    private final String wireName;
    private final EventScope scope;

    EventKind(String wireName, EventScope scope) {
        this.wireName = wireName;
        this.scope = scope;
    }

    public String wireName() {
        return wireName;
    }

    public EventScope scope() {
        return scope;
    }

    /**
     * Returns the kind with a wire name.
     *
     * @throws IllegalArgumentException if no kind has that name
     */
    public static EventKind ofWireName(String name) {
        for (EventKind kind : values()) {
            if (kind.wireName.equals(name)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no event kind " + name);
    }
}
