package dev.chatrooms.application.event;

import dev.chatrooms.application.room.RoomView;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.Cursor;
import java.util.List;

/** An item of a stream: first one {@link Welcome}, then {@link Batch}es, and {@link Signals} if they were requested. */
public sealed interface FeedItem {

    /** The kind of start of a stream. */
    enum Resume {
        /** No cursor was given: the stream starts at the head. */
        FRESH,
        /** All events after the given cursor follow, without a gap. */
        RESUMED,
        /** The stream cannot resume from the given cursor. It starts at the head, and the client discards its state. */
        RESET
    }

    /**
     * The start of a stream.
     *
     * @param cursor the position of the state below, after which events follow; if resumed, the given cursor
     * @param me the viewer's account, read in the same transaction as the rest
     * @param rooms if fresh or reset: the viewer's rooms at {@code cursor}, last activity first, at most
     *     {@value LiveEvents#MAX_WELCOME_ROOMS}; empty if resumed
     * @param more whether the viewer has more rooms
     */
    record Welcome(Resume resume, Cursor cursor, Account me, List<RoomView> rooms, boolean more) implements FeedItem {
        public Welcome {
            rooms = List.copyOf(rooms);
        }
    }

    /** At least one event, in the order of the log; bounded in number and size. */
    record Batch(List<ViewedEvent> events) implements FeedItem {
        public Batch {
            events = List.copyOf(events);
        }

        public Cursor cursor() {
            return events.get(events.size() - 1).cursor();
        }
    }

    /**
     * At least one signal, bounded in number. Emitted only to streams that requested signals
     * ({@link StreamRequest#signals}), are live and have demand at that moment. They take one unit of demand, as a
     * batch does, and do not move the cursor.
     */
    record Signals(List<ViewedSignal> signals) implements FeedItem {
        public Signals {
            signals = List.copyOf(signals);
        }
    }
}
