package dev.chatrooms.bootstrap.demo;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A clock that the demo sets, so that its messages are spread over weeks. Before and afterwards it shows the actual
 * time.
 */
public final class DemoClock implements InstantSource {
    private final InstantSource actual;

    @Nullable
    private volatile Instant set;

    /** Creates a clock that shows the time of another one until it is set. */
    public DemoClock(InstantSource actual) {
        this.actual = actual;
    }

    @Override
    public Instant instant() {
        Instant time = set;
        return time == null ? actual.instant() : time;
    }

    void set(Instant time) {
        set = time;
    }

    /** Shows the actual time again. */
    void reset() {
        set = null;
    }
}
