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
 * Removes sessions that ended long ago and refresh tokens that are past their lifetime. Such tokens would be refused
 * anyway. Every node does it in bounded batches; concurrent sweeps do no harm.
 */
final class SessionSweep {
    /** How long ended sessions are kept, as a record of past sign-ins. */
    static final Duration KEPT = Duration.ofDays(30);

    static final Duration INTERVAL = Duration.ofMinutes(10);

    private static final Logger LOG = System.getLogger(SessionSweep.class.getName());
    private static final int BATCH = 1000;

    /** Added to the lifetime, so that a client that lost its last response can still repeat the call. */
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

    /** Starts a sweep on a worker if one is due. Does not block. */
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
                // There are more to remove, at the next tick.
                next = now;
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "ended sessions could not be removed; the sweep will be retried", e);
        } finally {
            sweeping.set(false);
        }
    }
}
