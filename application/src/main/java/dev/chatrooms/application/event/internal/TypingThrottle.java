package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.event.internal.TypingState.Typist;
import dev.chatrooms.domain.id.RoomId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The typing reports of this node's accounts within the last {@link #WINDOW}, at most {@value #MAX_REPORTS}. A repeated
 * report gets the outcome of the first one at no cost. Thread-safe.
 */
final class TypingThrottle {
    /**
     * Well below {@link TypingState#DURATION}, so that a client that reports every three seconds is shown as typing all
     * the time.
     */
    static final Duration WINDOW = Duration.ofSeconds(2);

    private static final int MAX_REPORTS = 10_000;

    private final InstantSource clock;
    private final Map<Typist, Report> reports = new LinkedHashMap<>();

    /** A report and its outcome. */
    static final class Report {
        private final Typist typist;
        private final boolean on;
        private final Instant at;
        final CompletableFuture<Void> outcome = new CompletableFuture<>();

        private Report(Typist typist, boolean on, Instant at) {
            this.typist = typist;
            this.on = on;
            this.at = at;
        }
    }

    TypingThrottle(InstantSource clock) {
        this.clock = clock;
    }

    /** Returns an equal report within the window; null if there is none. */
    synchronized @Nullable Report recent(Typist typist, boolean on) {
        Report report = reports.get(typist);
        return report != null && report.on == on && clock.instant().isBefore(report.at.plus(WINDOW)) ? report : null;
    }

    /** Registers a report that is about to be processed. */
    synchronized Report begin(Typist typist, boolean on) {
        Instant now = clock.instant();
        Report report = new Report(typist, on, now);
        // Removed first, so the map stays in the order of time.
        reports.remove(typist);
        reports.put(typist, report);
        Iterator<Report> oldest = reports.values().iterator();
        while (oldest.hasNext()) {
            if (now.isBefore(oldest.next().at.plus(WINDOW)) && reports.size() <= MAX_REPORTS) {
                break;
            }
            oldest.remove();
        }
        return report;
    }

    /** Returns whether no later report or event has replaced the report. */
    synchronized boolean isLast(Report report) {
        return reports.get(report.typist) == report;
    }

    synchronized void forget(Report report) {
        reports.remove(report.typist, report);
    }

    synchronized void forget(Typist typist) {
        reports.remove(typist);
    }

    synchronized void forget(RoomId room) {
        reports.keySet().removeIf(typist -> typist.room().equals(room));
    }
}
