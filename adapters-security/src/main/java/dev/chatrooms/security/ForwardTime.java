package dev.chatrooms.security;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time that has passed on a clock. Where the clock is set back none passes, and it goes on from there: buckets that
 * waited for the clock to catch up would stay empty for as long as it was set back.
 */
final class ForwardTime implements TimeMeter {
    private final InstantSource clock;
    private Instant last;
    private long passed;

    ForwardTime(InstantSource clock) {
        this.clock = clock;
        this.last = clock.instant();
    }

    @Override
    public synchronized long currentTimeNanos() {
        Instant now = clock.instant();
        if (now.isAfter(last)) {
            passed += Duration.between(last, now).toNanos();
        }
        last = now;
        return passed;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
