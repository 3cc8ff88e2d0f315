package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.internal.PeriodicTask;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.id.SessionId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Records in the background when sessions were last seen. Calls only leave a note, and the next tick writes all notes
 * in one transaction. Notes are dropped if that fails or if too many wait; the session's next call leaves another.
 */
final class LastSeen {
    private static final Logger LOG = System.getLogger(LastSeen.class.getName());
    private static final int MAX_WAITING = 5000;

    private final Store store;
    private final Map<SessionId, Instant> waiting = new ConcurrentHashMap<>();
    private final PeriodicTask task;

    LastSeen(Store store, Executor workers) {
        this.store = store;
        this.task = PeriodicTask.blocking(
                "the record of last calls", InstantSource.system(), Duration.ZERO, workers, this::write);
    }

    /** Leaves a note for a call of the session. Cheap, and never fails. */
    void note(Session session, Instant call) {
        if (session.isToBeNoted(call) && waiting.size() < MAX_WAITING) {
            waiting.putIfAbsent(session.id(), call);
        }
    }

    /** Starts a write on a worker if there are notes and no write is in progress. Does not block. */
    public void tick() {
        if (!waiting.isEmpty()) {
            task.tick();
        }
    }

    private boolean write() {
        Map<SessionId, Instant> seen = Map.copyOf(waiting);
        try {
            store.write(uow -> {
                uow.sessions().seen(seen);
                return seen.size();
            });
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "the last calls of sessions could not be recorded", e);
        } finally {
            seen.forEach(waiting::remove);
        }
        return false;
    }
}
