package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.event.Signal;
import dev.chatrooms.application.event.ViewedSignal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signals that are sent to the streams together, as one item per stream. Confined to the feed's thread. */
final class SignalRound {
    /** About 16 KiB on the wire. */
    private static final int MAX_PER_STREAM = 128;

    private final Map<EventStream, List<ViewedSignal>> round = new LinkedHashMap<>();

    /**
     * Adds a signal for all streams of an account that accept it now. Signals beyond the limit of a stream are dropped.
     */
    void add(AccountFeed feed, ViewedSignal viewed) {
        Signal signal = viewed.signal();
        for (EventStream stream : feed.streams) {
            if (stream.accepts(signal)) {
                List<ViewedSignal> signals = round.computeIfAbsent(stream, s -> new ArrayList<>(1));
                if (signals.size() < MAX_PER_STREAM) {
                    signals.add(viewed);
                }
            }
        }
    }

    /** Sends the signals added since the last call. */
    void end() {
        if (!round.isEmpty()) {
            round.forEach(EventStream::signal);
            round.clear();
        }
    }
}
