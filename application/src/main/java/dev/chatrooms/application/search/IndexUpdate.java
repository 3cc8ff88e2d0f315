package dev.chatrooms.application.search;

import dev.chatrooms.domain.event.EventKind;
import java.util.Arrays;
import java.util.List;

/** The effect that an event of the log has on the search index. */
public enum IndexUpdate {
    /** The event's message is indexed again, or removed if it has been deleted. */
    MESSAGE,
    /** All messages of the event's room are removed. */
    ROOM_REMOVED,
    /** The event does not concern the index. */
    NONE;

    public static IndexUpdate of(EventKind kind) {
        return switch (kind) {
            case MESSAGE_POSTED, MESSAGE_EDITED, MESSAGE_DELETED -> MESSAGE;
            case ROOM_DELETED -> ROOM_REMOVED;
            case MESSAGE_PINNED,
                    MESSAGE_UNPINNED,
                    REACTION_ADDED,
                    REACTION_REMOVED,
                    ROOM_CREATED,
                    ROOM_UPDATED,
                    MEMBER_JOINED,
                    MEMBER_LEFT,
                    MEMBER_UPDATED,
                    ME_UPDATED,
                    ACCOUNT_UPDATED,
                    CONTACT_ADDED,
                    CONTACT_REMOVED,
                    BLOCK_ADDED,
                    BLOCK_REMOVED,
                    SESSION_REVOKED -> NONE;
        };
    }

    /** Returns the kinds that concern the index. */
    public static List<EventKind> relevantKinds() {
        return Arrays.stream(EventKind.values())
                .filter(kind -> of(kind) != NONE)
                .toList();
    }
}
