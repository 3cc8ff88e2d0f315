package dev.chatrooms.application.event;

import dev.chatrooms.domain.event.Cursor;
import java.util.List;

/** An item of a subscription to the log. */
public sealed interface LogItem {
    /** Returns the cursor to resume from once the item has been processed. */
    Cursor cursor();

    /** At least one event, in the order of the log; bounded in number and size. */
    record Events(List<LoggedEvent> events, Cursor cursor) implements LogItem {
        public Events {
            events = List.copyOf(events);
        }

        /** Returns the cursor to resume from after one of the events. */
        public Cursor cursorOf(LoggedEvent event) {
            return new Cursor(cursor.epoch(), event.position());
        }
    }

    /**
     * The log has begun a new epoch, after a failover, a restore or an import. Reading continues after {@code cursor}.
     * Events that were delivered before may be missing from the log now, and others may have taken their positions. A
     * subscriber that has derived data from the log derives it again from {@link LogStart#beginning}.
     *
     * <p>The log begins a new epoch after a backup was restored, for example. In the same epoch, events after
     * {@code before} were removed because of their age.
     *
     * @param before the last position that was reached
     */
    record Reset(Cursor before, Cursor cursor) implements LogItem {}
}
