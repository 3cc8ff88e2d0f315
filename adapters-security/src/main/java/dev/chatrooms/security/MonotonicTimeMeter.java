package dev.chatrooms.security;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Measures the time that elapses on a wall clock, without ever going backwards. When the clock is set back, the elapsed
 * time stays as it is and increases again from there. Otherwise buckets would not refill until the clock has caught up.
 */
final class MonotonicTimeMeter implements TimeMeter {
    private final InstantSource clock;
    private Instant last;
    private long elapsedNanos;

    MonotonicTimeMeter(InstantSource clock) {
        this.clock = clock;
        this.last = clock.instant();
    }

    @Override
    public synchronized long currentTimeNanos() {
        Instant now = clock.instant();
        if (now.isAfter(last)) {
            elapsedNanos += Duration.between(last, now).toNanos();
        }
        last = now;
        return elapsedNanos;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
