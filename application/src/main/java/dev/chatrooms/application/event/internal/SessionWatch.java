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
 * Ends streams when the time of their session is over. A session that is refreshed lives on, and nobody tells of that:
 * so when the end that a stream knows has come, the session is looked up again, on a worker and with others of the same
 * moment. While the store cannot be asked, streams go on; there is nothing that they could deliver then.
 */
final class SessionWatch {
    private static final Logger LOG = System.getLogger(SessionWatch.class.getName());
    private static final int MAX_AT_ONCE = 1000;

    private final LiveFeed feed;
    private final Transactions transactions;
    private final InstantSource clock;
    /** Whether a worker is at it; only the feed's thread. */
    private boolean looking;

    SessionWatch(LiveFeed feed, Transactions transactions, InstantSource clock) {
        this.feed = feed;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** On the feed's thread. */
    void look(Subscribers subscribers) {
        if (looking) {
            return;
        }
        Instant now = clock.instant();
        Set<SessionId> due = new LinkedHashSet<>();
        subscribers.forEach(stream -> {
            SessionId session = stream.caller.session();
            if (!stream.isDue(now)) {
                return;
            }
            if (session == null) {
                expire(stream);
            } else if (due.size() < MAX_AT_ONCE) {
                due.add(session);
            }
        });
        if (!due.isEmpty()) {
            looking = true;
            feed.work(() -> lookUp(subscribers, due));
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
            LOG.log(Level.DEBUG, "sessions cannot be looked up; at the next tick", e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "sessions could not be looked up; it will be tried again", e);
        } finally {
            Map<SessionId, Instant> found = ends;
            feed.execute(() -> looked(subscribers, due, found));
        }
    }

    /** On the feed's thread. */
    private void looked(Subscribers subscribers, Set<SessionId> due, @Nullable Map<SessionId, Instant> ends) {
        looking = false;
        if (ends != null) {
            judge(subscribers, due, ends);
            if (due.size() == MAX_AT_ONCE) {
                // There may be more.
                look(subscribers);
            }
        }
    }

    private static void judge(Subscribers subscribers, Set<SessionId> due, Map<SessionId, Instant> ends) {
        subscribers.forEach(stream -> {
            SessionId session = stream.caller.session();
            if (session != null && due.contains(session)) {
                Instant end = ends.get(session);
                if (end == null) {
                    expire(stream);
                } else {
                    stream.goOnUntil(end);
                }
            }
        });
    }

    private static void expire(EventStream stream) {
        stream.end(new ChatException(RefusalCode.UNAUTHENTICATED, "the session has expired"));
    }
}
