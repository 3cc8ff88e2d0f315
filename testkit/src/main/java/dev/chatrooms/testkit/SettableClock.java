package dev.chatrooms.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class SettableClock implements InstantSource {
    private final Instant start;
    private final AtomicReference<Instant> now;

    public SettableClock(Instant start) {
        this.start = start;
        this.now = new AtomicReference<>(start);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Returns the time since the start of this clock, for code that takes a clock like {@link System#nanoTime}. */
    public long nanoTime() {
        return Duration.between(start, now.get()).toNanos();
    }

    /** Moves the clock forward. */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("advance by " + by + ": use set to move the clock back");
        }
        now.updateAndGet(time -> time.plus(by));
    }

    /** Sets the time, which may also be earlier than now. */
    public void set(Instant time) {
        now.set(time);
    }
}
