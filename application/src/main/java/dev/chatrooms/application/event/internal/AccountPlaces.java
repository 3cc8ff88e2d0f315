package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.event.ClientStream;
import dev.chatrooms.application.event.StreamPlaces;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The places of one account: which streams hold one, and which wait for one. It decides; {@link StreamPlaceRegistry}
 * carries the decisions out. Not thread-safe.
 *
 * <pre>
 *                        a place is free, or a replaceable stream holds one
 *   request --> WAITING ----------------------------------------------------> HOLDING --> released, or replaced
 *                  |  ^
 *                  |  '- all holders are being probed; those that do not answer make room
 *                  v
 *               REFUSED   all holders have answered, or too many requests wait
 * </pre>
 *
 * <p>Requests wait only while all holders are streams that must be probed first. All waiting requests share one round
 * of probes, and the next round starts at the earliest when {@link #allowRound} is called. The number of probes is thus
 * bounded however often a client connects.
 */
final class AccountPlaces {
    static final int MAX_WAITING = 20;

    /** The oldest first. */
    private final Set<StreamPlace> holders = new LinkedHashSet<>();

    private final Deque<StreamPlace> waiting = new ArrayDeque<>();
    private @Nullable Round round;
    private boolean roundAllowed = true;

    /** A round of probes, with the streams that have not answered yet. */
    static final class Round {
        private final Set<StreamPlace> unanswered;

        Round(Set<StreamPlace> probed) {
            unanswered = new LinkedHashSet<>(probed);
        }
    }

    /** The consequences of a change. */
    static final class Decisions {
        final List<StreamPlace> ended = new ArrayList<>();
        final List<StreamPlace> granted = new ArrayList<>();
        final List<StreamPlace> refused = new ArrayList<>();
        final List<StreamPlace> probed = new ArrayList<>();

        /** The round that the probes belong to; null if there are none. */
        @Nullable
        Round round;
    }

    boolean isEmpty() {
        return holders.isEmpty() && waiting.isEmpty();
    }

    Decisions request(StreamPlace place) {
        Decisions decisions = new Decisions();
        waiting.add(place);
        grantWaiting(decisions);
        if (waiting.size() > MAX_WAITING) {
            decisions.refused.add(waiting.removeLast());
        }
        startRoundIfNeeded(decisions);
        return decisions;
    }

    Decisions release(StreamPlace place) {
        Decisions decisions = new Decisions();
        waiting.remove(place);
        if (holders.remove(place)) {
            grantWaiting(decisions);
            removeUnanswered(round, place, decisions);
        }
        return decisions;
    }

    /** Records that a stream has answered its probe. */
    Decisions answered(Round of, StreamPlace place) {
        Decisions decisions = new Decisions();
        removeUnanswered(of, place, decisions);
        return decisions;
    }

    private void removeUnanswered(@Nullable Round of, StreamPlace place, Decisions decisions) {
        if (of != null && of == round && of.unanswered.remove(place) && of.unanswered.isEmpty()) {
            endRound(decisions);
        }
    }

    /** Ends as many of the streams that have not answered as there are requests. */
    Decisions answersDue(Round of) {
        Decisions decisions = new Decisions();
        if (of == round) {
            for (StreamPlace dead : of.unanswered) {
                if (!waiting.isEmpty()) {
                    holders.remove(dead);
                    decisions.ended.add(dead);
                    grantWaiting(decisions);
                }
            }
            endRound(decisions);
        }
        return decisions;
    }

    private void endRound(Decisions decisions) {
        round = null;
        decisions.refused.addAll(waiting);
        waiting.clear();
    }

    /** Allows the next round of probes. */
    Decisions allowRound() {
        Decisions decisions = new Decisions();
        roundAllowed = true;
        startRoundIfNeeded(decisions);
        return decisions;
    }

    private void startRoundIfNeeded(Decisions decisions) {
        if (!waiting.isEmpty() && round == null && roundAllowed) {
            roundAllowed = false;
            Round started = new Round(holders);
            round = started;
            decisions.round = started;
            decisions.probed.addAll(holders);
        }
    }

    private void grantWaiting(Decisions decisions) {
        while (!waiting.isEmpty()) {
            if (holders.size() == StreamPlaces.MAX_PER_ACCOUNT) {
                StreamPlace oldest = oldestReplaceable();
                if (oldest == null) {
                    return;
                }
                holders.remove(oldest);
                decisions.ended.add(oldest);
            }
            StreamPlace next = waiting.remove();
            holders.add(next);
            decisions.granted.add(next);
        }
    }

    private @Nullable StreamPlace oldestReplaceable() {
        for (StreamPlace holder : holders) {
            if (holder.stream() instanceof ClientStream.Replaceable) {
                return holder;
            }
        }
        return null;
    }
}
