package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.MessageId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last events of the log, without a gap, for readers who come back or have fallen behind: bounded in number and in
 * bytes. One thread appends, any may read.
 *
 * <p>An array used round: the entry at position p lies at {@code p mod length}, so a reader finds his place without
 * searching. Beside it, by message, the positions of the entries that show its text, so that a text which is not to be
 * shown any more is found without searching too; it knows of what is in the ring only.
 */
final class EventRing {
    private static final ArrayDeque<Long> NOWHERE = new ArrayDeque<>(1);

    private final RingEntry[] entries;
    private final Map<MessageId, ArrayDeque<Long>> shown = new HashMap<>();
    private final long maxWeight;
    private long weight;
    /** The oldest position that is kept, and the one after the newest. Guarded by this, as all. */
    private long first;

    private long end;

    /**
     * An empty ring.
     *
     * @param after the position after which it starts, still empty
     */
    EventRing(int maxEntries, long maxWeight, Position after) {
        this.entries = new RingEntry[maxEntries];
        this.maxWeight = maxWeight;
        this.first = after.value() + 1;
        this.end = first;
    }

    /**
     * Appends what follows the last entry.
     *
     * @return what had to go for it
     */
    synchronized List<RingEntry> append(RingEntry entry) {
        if (entry.position().value() != end) {
            throw new IllegalStateException("position " + entry.position() + " does not follow " + (end - 1));
        }
        List<RingEntry> gone = new ArrayList<>(1);
        if (end - first == entries.length) {
            gone.add(evict());
        }
        entries[index(end)] = entry;
        weight += entry.weight();
        for (MessageId message : entry.shown()) {
            shown.computeIfAbsent(message, id -> new ArrayDeque<>(1)).add(end);
        }
        end++;
        while (weight > maxWeight && end - first > 1) {
            gone.add(evict());
        }
        return gone;
    }

    private RingEntry evict() {
        RingEntry oldest = entries[index(first)];
        weight -= oldest.weight();
        for (MessageId message : oldest.shown()) {
            // They came in this order, so it is the first of each.
            ArrayDeque<Long> positions = shown.get(message);
            if (positions != null) {
                positions.remove();
                if (positions.isEmpty()) {
                    shown.remove(message);
                }
            }
        }
        // Not kept alive until overwritten: what weighs is the text.
        clear(index(first));
        first++;
        return oldest;
    }

    /**
     * Replaces a message in all entries that show it, whatever they are about, by what it is now; what they were
     * rendered to goes with them. Whoever has taken entries before keeps what he has.
     */
    synchronized void replace(MessageView now) {
        for (long position : shown.getOrDefault(now.message().id(), NOWHERE)) {
            RingEntry before = entries[index(position)];
            RingEntry after = before.showing(now);
            weight += after.weight() - before.weight();
            entries[index(position)] = after;
        }
    }

    @SuppressWarnings("NullAway") // an empty slot is never read: it lies outside first..end
    private void clear(int index) {
        entries[index] = null;
    }

    /** The entries after a position, at most {@code limit}; null if some of them are gone. */
    synchronized @Nullable List<RingEntry> after(Position position, int limit) {
        long from = position.value() + 1;
        if (from < first) {
            return null;
        }
        int count = (int) Math.max(0, Math.min(limit, end - from));
        List<RingEntry> found = new ArrayList<>(count);
        for (long p = from; p < from + count; p++) {
            found.add(entries[index(p)]);
        }
        return found;
    }

    private int index(long position) {
        return (int) (position % entries.length);
    }
}
