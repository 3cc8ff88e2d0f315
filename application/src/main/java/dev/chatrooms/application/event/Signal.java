package dev.chatrooms.application.event;

import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.people.Presence;
import org.jspecify.annotations.Nullable;

/**
 * A notification outside the log: it has no cursor, is not repeated and may be lost. Values are absolute, so a signal
 * that is late or duplicated is corrected by the next one.
 */
public sealed interface Signal {
    /** Returns the room; null if the signal concerns no room. */
    @Nullable
    RoomId roomId();

    /** Returns the account it is about. */
    AccountId userId();

    /** Returns the name on the wire. */
    String wireName();

    /** An account types or has stopped: explicitly, by sending, or by timeout. */
    record Typing(RoomId roomId, AccountId userId, boolean on) implements Signal {
        @Override
        public String wireName() {
            return "typing";
        }
    }

    /** An account has opened its first stream on any node, or closed its last one. */
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
     * An account has read up to a message.
     *
     * @param seq the last message read
     * @param unread the number of messages after it; null except for the account's own streams
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
