package dev.chatrooms.application.internal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Permits one log line per interval for a failure that may recur with every call. Thread-safe. */
public final class LogLimit {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final LongSupplier nanos;
    private final AtomicLong next;

    /** Returns a limit of one line per minute. */
    public static LogLimit onePerMinute() {
        return new LogLimit(System::nanoTime);
    }

    LogLimit(LongSupplier nanos) {
        this.nanos = nanos;
        this.next = new AtomicLong(nanos.getAsLong());
    }

    /** Returns whether a line may be logged now. If so, further ones have to wait for the interval. */
    public boolean permits() {
        long now = nanos.getAsLong();
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + INTERVAL.toNanos());
    }
}
