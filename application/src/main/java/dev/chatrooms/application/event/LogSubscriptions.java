package dev.chatrooms.application.event;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.event.Cursor;
import java.util.concurrent.Flow;

/**
 * All events of all rooms and accounts, for the host's own code: pushes, moderation, analytics. No permissions are
 * checked. Contents are the current ones, as for clients: the event of a message that was deleted since has no text.
 *
 * <p>Each subscription has a daemon thread of its own, which calls the subscriber. {@code onNext} may therefore block,
 * and may wait for futures of the chat. Demand is back-pressure, counted in items: without demand nothing is read and
 * nothing is queued. A subscription reads on through outages of the store. It completes when the chat is closed, and
 * fails with {@code unavailable} if the chat is closed already or has {@value #MAX_SUBSCRIPTIONS} subscriptions.
 */
public interface LogSubscriptions {
    int MAX_SUBSCRIPTIONS = 64;

    /** Returns the current head of the log. */
    Cursor head();

    /**
     * Returns a publisher of the events from a place in the log. Each subscription is independent of all others, on all
     * nodes. The subscriber keeps the cursor of the last item that it has processed, and resumes from there.
     */
    Flow.Publisher<LogItem> subscribe(LogStart from);

    /**
     * Returns a publisher of the events for a named reader, which the store remembers. One at a time of all
     * subscriptions with the name, on all nodes, receives items. If it ends, or its node dies, another one takes over
     * within seconds.
     *
     * <p>An item is acknowledged when {@code onNext} returns: then its cursor is stored. A subscriber that hands items
     * to other threads waits for them in {@code onNext}. If {@code onNext} throws, the subscription ends without an
     * acknowledgement. Items that were not acknowledged, or whose acknowledgement could not be stored, are delivered
     * again: each event is delivered at least once, and more than once only after a crash, an outage or a pause of the
     * node.
     *
     * @param reader 1 to 64 of {@code A-Z a-z 0-9 . _ -}
     * @param first where a new reader begins; ignored if the store knows the reader
     * @throws ChatException {@code invalid} if the name has another form
     */
    Flow.Publisher<LogItem> subscribe(String reader, LogStart first);

    /**
     * Removes a named reader from the store. A subscription with its name begins anew.
     *
     * @throws ChatException {@code invalid}, {@code unavailable}
     */
    void forget(String reader);
}
