package dev.chatrooms.application.event;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.people.Presence;
import org.jspecify.annotations.Nullable;

/**
 * What is told to live streams beside the log: it has no cursor, is not repeated and may be lost. Values are absolute,
 * so one that is late or doubled does no harm that the next does not mend.
 */
public sealed interface Signal {
    /** Where it happens; null for what happens in no room. */
    @Nullable
    RoomId roomId();

    /** Whom it is about. */
    AccountId userId();

    /** What it is called on the wire. */
    String wireName();

    /** Somebody is typing, or not any more: he has stopped, has sent it, or has not been heard of for a while. */
    record Typing(RoomId roomId, AccountId userId, boolean on) implements Signal {
        @Override
        public String wireName() {
            return "typing";
        }
    }

    /** Somebody has his first live stream on any node, or has none any more. */
    record PresenceChanged(AccountId userId, Presence.Status status) implements Signal {
        @Override
        public @Nullable RoomId roomId() {
            return null;
        }

        @Override
        public String wireName() {
            return "presence";
        }
    }

    /**
     * Somebody has read up to a message.
     *
     * @param seq the last message that he has read
     * @param unread how many there are after it; to his own streams only, null to those of others
     */
    record Read(
            RoomId roomId,
            AccountId userId,
            long seq,
            @Nullable Long unread) implements Signal {
        @Override
        public String wireName() {
            return "read";
        }
    }
}
