package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.event.LogItem;
import dev.chatrooms.application.event.LoggedEvent;
import dev.chatrooms.application.spi.EventLog;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Position;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log for subscriptions of the host, from the feed's ring or, beyond it, from the store. One item at a time:
 * texts that are edited or deleted while a subscriber is busy do not appear in later items. Thread-safe.
 */
final class LogPages {
    private final LiveFeed feed;
    private final Transactions transactions;

    LogPages(LiveFeed feed, Transactions transactions) {
        this.feed = feed;
        this.transactions = transactions;
    }

    /** Returns the head of the log in the store. */
    Cursor head() {
        return transactions.readSingle(stores -> stores.log().head());
    }

    /** Returns whether the ring shows everything up to a head, or the log is in another epoch. */
    boolean hasReached(Cursor head) {
        Cursor dispatched = feed.dispatchedCursor();
        return !head.position().isAfter(dispatched.position()) || !head.epoch().equals(dispatched.epoch());
    }

    /**
     * Returns the next item after a cursor; null if there are no further events yet.
     *
     * @throws StoreUnavailable if the store cannot be reached
     */
    @Nullable
    LogItem after(Cursor cursor) {
        Cursor dispatched = feed.dispatchedCursor();
        if (!dispatched.epoch().equals(cursor.epoch())) {
            return reset(cursor, dispatched);
        }
        List<LoggedEvent> recent = feed.recentAfter(cursor, EventStream.MAX_BATCH_EVENTS);
        boolean isAhead = cursor.position().isAfter(dispatched.position());
        return recent == null || isAhead ? stored(cursor) : events(cursor, recent);
    }

    /** Continues at the earlier of both positions: events are rather delivered twice than omitted. */
    private static LogItem reset(Cursor cursor, Cursor head) {
        boolean isLost = cursor.position().isAfter(head.position());
        return new LogItem.Reset(cursor, new Cursor(head.epoch(), isLost ? head.position() : cursor.position()));
    }

    /** Continues after the entries that are removed. */
    private static LogItem removed(Cursor cursor, Position removedUpTo) {
        return new LogItem.Reset(cursor, new Cursor(cursor.epoch(), removedUpTo));
    }

    /** Reads from the store; nothing if it is in another epoch, which the feed notices within a second. */
    private @Nullable LogItem stored(Cursor cursor) {
        return transactions
                .<Optional<LogItem>>read(stores -> {
                    EventLog.Extent log = stores.log().extent();
                    Cursor head = log.head();
                    if (!head.epoch().equals(cursor.epoch())) {
                        return Optional.empty();
                    }
                    if (log.removedUpTo().isAfter(cursor.position())) {
                        return Optional.of(removed(cursor, log.removedUpTo()));
                    }
                    return Optional.ofNullable(
                            cursor.position().isAfter(head.position())
                                    ? reset(cursor, head)
                                    : events(
                                            cursor,
                                            stores.log()
                                                    .read(
                                                            cursor.position(),
                                                            head.position(),
                                                            EventStream.MAX_BATCH_EVENTS)));
                })
                .orElse(null);
    }

    private static @Nullable LogItem events(Cursor cursor, List<LoggedEvent> events) {
        if (events.isEmpty()) {
            return null;
        }
        int end = EventStream.batchEnd(events, 0, Function.identity());
        Position last = events.get(end - 1).position();
        return new LogItem.Events(events.subList(0, end), new Cursor(cursor.epoch(), last));
    }
}
