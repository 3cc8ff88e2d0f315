package dev.chatrooms.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class SettableClock implements InstantSource {
    private final Instant start;
    // Written under the lock of this object.
    private volatile Instant now;

    public SettableClock(Instant start) {
        this.start = start;
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Returns the time since the start of this clock, for code that takes a clock like {@link System#nanoTime}. */
    public long nanoTime() {
        return Duration.between(start, now).toNanos();
    }

    /** Moves the clock forward. */
    public synchronized void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("advance by " + by + ": use set to move the clock back");
        }
        now = now.plus(by);
    }

    /** Sets the time, which may also be earlier than now. */
    public synchronized void set(Instant time) {
        now = time;
    }
}
