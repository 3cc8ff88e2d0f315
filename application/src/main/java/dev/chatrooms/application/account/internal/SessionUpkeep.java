package dev.chatrooms.application.account.internal;

import dev.chatrooms.application.internal.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** The periodic work on sessions: records when they were last seen, and removes those that ended long ago. */
public final class SessionUpkeep {
    private final LastSeen lastSeen;
    private final SessionSweep sweep;

    public SessionUpkeep(Store store, InstantSource clock, Duration sessionLifetime, Executor workers) {
        this.lastSeen = new LastSeen(store, workers);
        this.sweep = new SessionSweep(store, clock, sessionLifetime, workers);
    }

    LastSeen lastSeen() {
        return lastSeen;
    }

    /** Hands work that is due to a worker. Call it about once a second. Never blocks. */
    public void tick() {
        lastSeen.tick();
        sweep.tick();
    }
}
