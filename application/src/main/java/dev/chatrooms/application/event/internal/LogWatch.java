package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.spi.EventLog;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.domain.event.Cursor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at the head of the log, in case announcements fail, and verifies that it is still the log that the feed has
 * read. A backup may have been restored under a running node, or a standby promoted that lacks the last commits.
 *
 * <p>A look is one query. The log is verified in a transaction whenever another run of the database server answers, as
 * after a lost connection, whenever the log is in another epoch, and whenever its head is behind what was dispatched.
 *
 * <p>{@link #look} may be called on any thread; the look itself runs on a worker, one at a time.
 */
final class LogWatch {
    private static final Logger LOG = System.getLogger(LogWatch.class.getName());

    private final LiveFeed feed;
    private final Transactions transactions;
    private final AtomicBoolean inProgress = new AtomicBoolean();
    /** The run of the server on which the log was last verified. */
    private volatile String verifiedServer;

    /** @param verifiedServer the run of the server on which the feed started */
    LogWatch(LiveFeed feed, Transactions transactions, String verifiedServer) {
        this.feed = feed;
        this.transactions = transactions;
        this.verifiedServer = verifiedServer;
    }

    void look() {
        if (inProgress.compareAndSet(false, true)) {
            feed.runOnWorker(this::lookNow);
        }
    }

    private void lookNow() {
        try {
            // Read before the log: a head behind it has lost events.
            Cursor dispatched = feed.dispatchedCursor();
            EventLog.State seen = transactions.readSingle(stores -> stores.log().state());
            Cursor head = isExpected(seen, dispatched) ? seen.head() : verify(seen, dispatched);
            if (head.epoch().equals(dispatched.epoch())) {
                feed.onHead(head);
            } else {
                feed.execute(() -> feed.restart(head));
            }
        } catch (StoreUnavailable e) {
            LOG.log(Level.DEBUG, "the head of the log cannot be read", e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the head of the log could not be read; will retry", e);
        } finally {
            inProgress.set(false);
        }
    }

    private boolean isExpected(EventLog.State seen, Cursor dispatched) {
        return seen.server().equals(verifiedServer) && !isOtherOrBehind(seen.head(), dispatched);
    }

    /** Returns whether the log is in another epoch than the feed, or lacks events that were dispatched. */
    static boolean isOtherOrBehind(Cursor head, Cursor dispatched) {
        return !head.epoch().equals(dispatched.epoch()) || dispatched.position().isAfter(head.position());
    }

    private Cursor verify(EventLog.State seen, Cursor dispatched) {
        Cursor head =
                transactions.<Cursor>write(uow -> uow.verifyLog(dispatched)).result();
        // If another server has answered in the meantime, the next look verifies again.
        verifiedServer = seen.server();
        return head;
    }
}
