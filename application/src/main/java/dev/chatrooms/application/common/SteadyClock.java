package dev.chatrooms.application.common;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock for measuring spans, which never goes back. When the wall clock is set back, it stands still for that moment
 * and continues from there, so that whatever expires does so in time. Its instants are not times of day. Thread-safe.
 */
public final class SteadyClock implements InstantSource {
    private final InstantSource wall;
    private Instant last;
    private Instant steady;

    public SteadyClock(InstantSource wall) {
        this.wall = wall;
        this.last = wall.instant();
        this.steady = last;
    }

    @Override
    public synchronized Instant instant() {
        Instant now = wall.instant();
        if (now.isAfter(last)) {
            steady = steady.plus(Duration.between(last, now));
        }
        last = now;
        return steady;
    }
}
