package dev.chatrooms.application.message.internal;

import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.spi.LogRetention.Mark;
import dev.chatrooms.domain.event.Position;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The time by which messages are old enough to be deleted for good. The clocks of the node and of the store must agree
 * on it. On one machine they are the same clock, and wrong together, so the time is also kept in the store, in the
 * marks of the log. It follows the clocks at no more than {@value #MAX_SPEED} times the speed of time: a clock that
 * jumps ahead by a month makes messages old early by as long as the node runs with it, not by a month.
 *
 * <p>One node at a time moves the time on: another one does so only if it has seen no move since its last look. So the
 * time is no faster with more nodes.
 */
final class RetentionClock {
    static final int MAX_SPEED = 2;

    /** With a greater difference, one of the clocks is wrong. */
    private static final Duration MAX_DIFFERENCE = Duration.ofHours(1);

    /** A greater lag is logged. */
    private static final Duration NOTABLE_LAG = Duration.ofDays(1);

    private static final Logger LOG = System.getLogger(RetentionClock.class.getName());

    private final Transactor transactor;
    private final LongSupplier nanoTime;
    private volatile @Nullable Seen seen;
    private volatile boolean differing;
    private volatile boolean lagging;

    RetentionClock(Transactor transactor, LongSupplier nanoTime) {
        this.transactor = transactor;
        this.nanoTime = nanoTime;
    }

    /** A mark that was the latest one when this node looked. */
    private record Seen(long number, long nanos) {}

    private record Stored(Position end, Instant now, Mark latest) {}

    /**
     * Moves the time on, and returns it. Returns empty if the clocks differ, or if another node may be moving it. One
     * call at a time. Blocks.
     */
    Optional<Instant> advance() {
        long nanos = nanoTime.getAsLong();
        Stored stored = transactor.read(stores -> new Stored(
                stores.log().extent().head().position(),
                stores.retention().now(),
                stores.retention().latestMark()));
        // After the read: the entries up to the end of the log had been appended by then.
        Instant node = transactor.now();
        if (differ(node, stored.now())) {
            return Optional.empty();
        }
        Mark latest = stored.latest();
        Seen last = seen;
        if (last == null || last.number() != latest.number()) {
            seen = new Seen(latest.number(), nanos);
            return Optional.empty();
        }
        Instant wall = earlier(node, stored.now()).truncatedTo(ChronoUnit.MILLIS);
        Instant time = next(latest.time(), wall, Duration.ofNanos(nanos - last.nanos()));
        // Not the time itself, which lags behind after an outage.
        Instant end = later(later(node, stored.now()), time);
        boolean moved =
                transactor.<Boolean>write(uow -> uow.retention().mark(latest.number(), time, stored.end(), end));
        seen = moved ? new Seen(latest.number() + 1, nanos) : null;
        warn(wall, time);
        return moved ? Optional.of(earlier(wall, time)) : Optional.empty();
    }

    /** It never goes back: the clocks may be wrong while they are behind as well. */
    private static Instant next(Instant time, Instant wall, Duration passed) {
        Instant next = earlier(wall, time.plus(passed.multipliedBy(MAX_SPEED)));
        return next.isBefore(time) ? time : next;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private boolean differ(Instant node, Instant store) {
        boolean differ = Duration.between(node, store).abs().compareTo(MAX_DIFFERENCE) > 0;
        if (differ && !differing) {
            LOG.log(
                    Level.WARNING,
                    "old messages are not deleted: the clock of the node is at {0}, that of the store at {1}",
                    node,
                    store);
        }
        differing = differ;
        return differ;
    }

    private void warn(Instant wall, Instant time) {
        boolean lags = Duration.between(time, wall).compareTo(NOTABLE_LAG) > 0;
        if (lags && !lagging) {
            LOG.log(
                    Level.WARNING,
                    "messages are kept longer than retention.days: the clocks are at {0}, but the servers have run"
                            + " until {1} only, and catch up a day a day. If the clocks are wrong, correct them.",
                    wall,
                    time);
        }
        lagging = lags;
    }
}
