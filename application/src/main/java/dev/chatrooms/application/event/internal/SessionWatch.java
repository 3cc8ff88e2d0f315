package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.id.SessionId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Ends streams whose session has expired. A refresh extends a session without an event, so when the last known expiry
 * has passed, the session is looked up again: on a worker, together with others due at the same time. While the store
 * is unavailable the streams stay open, as there is nothing they could deliver.
 */
final class SessionWatch {
    private static final Logger LOG = System.getLogger(SessionWatch.class.getName());
    private static final int MAX_AT_ONCE = 1000;

    private final LiveFeed feed;
    private final Transactions transactions;
    private final InstantSource clock;
    /** Whether a look-up is in progress. Confined to the feed's thread. */
    private boolean inProgress;

    SessionWatch(LiveFeed feed, Transactions transactions, InstantSource clock) {
        this.feed = feed;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Looks up the sessions that are due. On the feed's thread. */
    void check(Subscribers subscribers) {
        if (inProgress) {
            return;
        }
        Instant now = clock.instant();
        Set<SessionId> due = new LinkedHashSet<>();
        subscribers.forEach(stream -> {
            SessionId session = stream.caller.session();
            if (!stream.isSessionDue(now)) {
                return;
            }
            if (session == null) {
                expire(stream);
            } else if (due.size() < MAX_AT_ONCE) {
                due.add(session);
            }
        });
        if (!due.isEmpty()) {
            inProgress = true;
            feed.runOnWorker(() -> lookUp(subscribers, due));
        }
    }

    /** On a worker. */
    private void lookUp(Subscribers subscribers, Set<SessionId> due) {
        Map<SessionId, Instant> ends = null;
        try {
            Instant now = clock.instant();
            ends = transactions.readSingle(stores -> stores.sessions().findAllLive(due, now).stream()
                    .collect(Collectors.toMap(Session::id, Session::expiresAt)));
        } catch (StoreUnavailable e) {
            LOG.log(Level.DEBUG, "cannot look up sessions; will retry at the next tick", e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "could not look up sessions; will retry", e);
        } finally {
            Map<SessionId, Instant> found = ends;
            feed.execute(() -> onLookedUp(subscribers, due, found));
        }
    }

    /** Applies the result. On the feed's thread. */
    private void onLookedUp(Subscribers subscribers, Set<SessionId> due, @Nullable Map<SessionId, Instant> ends) {
        inProgress = false;
        if (ends != null) {
            apply(subscribers, due, ends);
            if (due.size() == MAX_AT_ONCE) {
                // More sessions may be due.
                check(subscribers);
            }
        }
    }

    private static void apply(Subscribers subscribers, Set<SessionId> due, Map<SessionId, Instant> ends) {
        subscribers.forEach(stream -> {
            SessionId session = stream.caller.session();
            if (session != null && due.contains(session)) {
                Instant end = ends.get(session);
                if (end == null) {
                    expire(stream);
                } else {
                    stream.extendSession(end);
                }
            }
        });
    }

    private static void expire(EventStream stream) {
        stream.end(new ChatException(RefusalCode.UNAUTHENTICATED, "the session has expired"));
    }
}
