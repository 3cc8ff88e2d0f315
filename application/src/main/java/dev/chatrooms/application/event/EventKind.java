package dev.chatrooms.application.event;

/**
 * What kind of thing an event of the log is. The {@linkplain #wireName() wire name} is part of the contract and of the
 * stored log.
 */
public enum EventKind {
    MESSAGE_POSTED("message.posted"),
    MESSAGE_EDITED("message.edited"),
    MESSAGE_DELETED("message.deleted"),
    MESSAGE_PINNED("message.pinned"),
    MESSAGE_UNPINNED("message.unpinned"),
    REACTION_ADDED("reaction.added"),
    REACTION_REMOVED("reaction.removed"),
    ROOM_CREATED("room.created"),
    ROOM_UPDATED("room.updated"),
    ROOM_DELETED("room.deleted"),
    MEMBER_JOINED("member.joined"),
    MEMBER_LEFT("member.left"),
    MEMBER_UPDATED("member.updated"),
    ME_UPDATED("me.updated"),
    ACCOUNT_UPDATED("account.updated"),
    CONTACT_ADDED("contact.added"),
    CONTACT_REMOVED("contact.removed"),
    BLOCK_ADDED("block.added"),
    BLOCK_REMOVED("block.removed"),
    SESSION_REVOKED("session.revoked");

    private final String wireName;

    EventKind(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /**
     * The kind with a wire name.
     *
     * @throws IllegalArgumentException for a name that no kind has
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
