package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.internal.Store;
import dev.chatrooms.domain.account.Session;
import dev.chatrooms.domain.id.SessionId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Notes when sessions were last seen, in the background: calls only leave word, and what has gathered is written in one
 * go at the next tick. Where that fails, or too many are waiting, it is forgotten; the next call of that session leaves
 * word again.
 */
final class LastSeen {
    private static final Logger LOG = System.getLogger(LastSeen.class.getName());
    private static final int MAX_WAITING = 5000;

    private final Store store;
    private final Executor workers;
    private final Map<SessionId, Instant> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean writing = new AtomicBoolean();

    LastSeen(Store store, Executor workers) {
        this.store = store;
        this.workers = workers;
    }

    /** Costs nothing worth mentioning, and never fails. */
    void note(Session session, Instant call) {
        if (session.isToBeNoted(call) && waiting.size() < MAX_WAITING) {
            waiting.putIfAbsent(session.id(), call);
        }
    }

    /** Has a worker write what waits, if anything does and none is at it. Does not block. */
    public void tick() {
        if (!waiting.isEmpty() && writing.compareAndSet(false, true)) {
            try {
                workers.execute(this::write);
            } catch (RejectedExecutionException e) {
                writing.set(false);
            }
        }
    }

    private void write() {
        Map<SessionId, Instant> seen = Map.copyOf(waiting);
        try {
            store.write(uow -> {
                uow.sessions().seen(seen);
                return seen.size();
            });
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "when sessions were last seen could not be noted", e);
        } finally {
            seen.forEach(waiting::remove);
            writing.set(false);
        }
    }
}
