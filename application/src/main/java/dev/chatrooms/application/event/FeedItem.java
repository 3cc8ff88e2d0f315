package dev.chatrooms.application.event;

import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.Cursor;
import java.util.List;

/**
 * What a stream emits: first one {@link Welcome}, then {@link Batch}es, and {@link Signals} in between where they were
 * asked for.
 */
public sealed interface FeedItem {

    /** How a stream starts. */
    enum Resume {
        /** No cursor was given: live from now. */
        FRESH,
        /** Everything after the given cursor follows, without a gap to the live events. */
        RESUMED,
        /** The given cursor cannot be resumed from; as fresh, and what was known before is to be thrown away. */
        RESET
    }

    /**
     * The start of a stream.
     *
     * @param cursor where it starts: the state is of this position and events after it follow; when resumed, the one
     *     that was given
     * @param me the viewer's own account, read together with all else here
     * @param rooms for fresh and reset: the viewer's rooms as they are at {@code cursor}, last activity first, at most
     *     {@value LiveEvents#MAX_WELCOME_ROOMS}; empty when resumed
     * @param more whether there are more rooms than that
     */
    record Welcome(Resume resume, Cursor cursor, Account me, List<RoomView> rooms, boolean more) implements FeedItem {
        public Welcome {
            rooms = List.copyOf(rooms);
        }
    }

    /** Some events, in the order of the log, at least one, of bounded number and size. */
    record Batch(List<ViewedEvent> events) implements FeedItem {
        public Batch {
            events = List.copyOf(events);
        }

        public Cursor cursor() {
            return events.get(events.size() - 1).cursor();
        }
    }

    /**
     * Some signals, at least one, of bounded number. Only to a stream that asked for them
     * ({@link StreamRequest#signals}), is live and has demand at that moment; they take one of it, as a batch does, and
     * change nothing of where the stream stands.
     */
    record Signals(List<ViewedSignal> signals) implements FeedItem {
        public Signals {
            signals = List.copyOf(signals);
        }
    }
}
