package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.internal.PeriodicTask;
import dev.chatrooms.application.internal.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * Removes sessions that ended long ago and refresh tokens that are past their lifetime. Such tokens would be refused
 * anyway. Every node does it in bounded batches; concurrent sweeps do no harm.
 */
final class SessionSweep {
    /** How long ended sessions are kept, as a record of past sign-ins. */
    static final Duration KEPT = Duration.ofDays(30);

    static final Duration INTERVAL = Duration.ofMinutes(10);

    private static final int BATCH = 1000;

    /** Added to the lifetime, so that a client that lost its last response can still repeat the call. */
    private static final Duration TOKEN_MARGIN = Duration.ofHours(1);

    private final Store store;
    private final InstantSource clock;
    private final Duration tokenLifetime;
    private final PeriodicTask task;

    SessionSweep(Store store, InstantSource clock, Duration tokenLifetime, Executor workers) {
        this.store = store;
        this.clock = clock;
        this.tokenLifetime = tokenLifetime;
        this.task = PeriodicTask.blocking("the removal of ended sessions", clock, INTERVAL, workers, this::sweep);
    }

    /** Starts a sweep on a worker if one is due. Does not block. */
    public void tick() {
        task.tick();
    }

    /** Removes a batch. Returns whether there are probably more. */
    private boolean sweep() {
        Instant now = clock.instant();
        int sessions = store.write(uow -> uow.sessions().removeEnded(now.minus(KEPT), BATCH));
        Instant issuedBefore = now.minus(tokenLifetime).minus(TOKEN_MARGIN);
        int tokens = store.write(uow -> uow.sessions().removeTokens(issuedBefore, now, BATCH));
        return sessions == BATCH || tokens == BATCH;
    }
}
