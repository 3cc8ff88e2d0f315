package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.internal.Store;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Removes sessions that ended long ago, and refresh tokens that are past their lifetime: those would be refused anyway.
 * Every node does it, a bounded part at a time; they are not in each other's way.
 */
final class SessionSweep {
    /** For how long ended sessions are kept, should somebody want to know who was signed in. */
    static final Duration KEPT = Duration.ofDays(30);

    static final Duration INTERVAL = Duration.ofMinutes(10);

    private static final Logger LOG = System.getLogger(SessionSweep.class.getName());
    private static final int BATCH = 1000;

    /** Beyond their lifetime: whoever lost the answer to his last refresh is not to be surprised. */
    private static final Duration TOKEN_MARGIN = Duration.ofHours(1);

    private final Store store;
    private final InstantSource clock;
    private final Duration tokenLifetime;
    private final Executor workers;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private volatile Instant next;

    SessionSweep(Store store, InstantSource clock, Duration tokenLifetime, Executor workers) {
        this.store = store;
        this.clock = clock;
        this.tokenLifetime = tokenLifetime;
        this.workers = workers;
        this.next = clock.instant().plus(INTERVAL);
    }

    /** Has a worker sweep, if it is time. Does not block. */
    public void tick() {
        if (!clock.instant().isBefore(next) && sweeping.compareAndSet(false, true)) {
            try {
                workers.execute(this::sweep);
            } catch (RejectedExecutionException e) {
                sweeping.set(false);
            }
        }
    }

    private void sweep() {
        Instant now = clock.instant();
        next = now.plus(INTERVAL);
        try {
            int sessions = store.write(uow -> uow.sessions().removeEnded(now.minus(KEPT), BATCH));
            Instant issuedBefore = now.minus(tokenLifetime).minus(TOKEN_MARGIN);
            int tokens = store.write(uow -> uow.sessions().removeTokens(issuedBefore, now, BATCH));
            if (sessions == BATCH || tokens == BATCH) {
                // There is more; at the next tick.
                next = now;
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "ended sessions could not be removed; it will be tried again", e);
        } finally {
            sweeping.set(false);
        }
    }
}
