package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.event.Signal;
import dev.chatrooms.application.event.ViewedSignal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Signals that are handed to the streams together: one item for each stream. Only on the feed's thread. */
final class SignalRound {
    /** About 16 KiB on the wire. */
    private static final int MOST_FOR_ONE = 128;

    private final Map<EventStream, List<ViewedSignal>> round = new LinkedHashMap<>();

    /** For all streams of a person that take it now; past so many it is lost for a stream. */
    void add(AccountFeed feed, ViewedSignal viewed) {
        Signal signal = viewed.signal();
        for (EventStream stream : feed.streams) {
            if (stream.takes(signal)) {
                List<ViewedSignal> signals = round.computeIfAbsent(stream, s -> new ArrayList<>(1));
                if (signals.size() < MOST_FOR_ONE) {
                    signals.add(viewed);
                }
            }
        }
    }

    void end() {
        if (!round.isEmpty()) {
            round.forEach(EventStream::signal);
            round.clear();
        }
    }
}
