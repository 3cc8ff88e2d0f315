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
 * The most recent events of the log, without gaps, for streams that resume or have fallen behind. Bounded by a number
 * of entries and by their total weight in bytes; the oldest entries are evicted.
 *
 * <pre>
 *    evicted | first ............... end - 1 | end (next append)
 *            position p is in slot p mod length
 * </pre>
 *
 * <p>A reader finds its position without a search. An index from messages to the positions of the entries that embed
 * them serves {@link #replace}: the text of an edited or deleted message must not be readable from the ring. The index
 * covers the entries in the ring only.
 *
 * <p>Thread-safe: one thread appends and replaces, any thread reads. All methods synchronize on the ring and take time
 * proportional to the entries they return or replace.
 */
final class EventRing {
    private static final ArrayDeque<Long> NO_POSITIONS = new ArrayDeque<>(1);

    private final RingEntry[] entries;
    private final Map<MessageId, ArrayDeque<Long>> positionsByMessage = new HashMap<>();
    private final long maxWeight;
    private long weight;
    /** The oldest position in the ring, and the position after the newest. */
    private long first;

    private long end;

    /**
     * Creates an empty ring.
     *
     * @param after the position before the first one to be appended
     */
    EventRing(int maxEntries, long maxWeight, Position after) {
        this.entries = new RingEntry[maxEntries];
        this.maxWeight = maxWeight;
        this.first = after.value() + 1;
        this.end = first;
    }

    /**
     * Appends the entry that follows the last one.
     *
     * @return the evicted entries
     * @throws IllegalStateException if the position does not follow the last one
     */
    synchronized List<RingEntry> append(RingEntry entry) {
        if (entry.position().value() != end) {
            throw new IllegalStateException("position " + entry.position() + " does not follow " + (end - 1));
        }
        List<RingEntry> evicted = new ArrayList<>(1);
        if (end - first == entries.length) {
            evicted.add(evict());
        }
        entries[index(end)] = entry;
        weight += entry.weight();
        for (MessageId message : entry.messages()) {
            positionsByMessage
                    .computeIfAbsent(message, id -> new ArrayDeque<>(1))
                    .add(end);
        }
        end++;
        while (weight > maxWeight && end - first > 1) {
            evicted.add(evict());
        }
        return evicted;
    }

    private RingEntry evict() {
        RingEntry oldest = entries[index(first)];
        weight -= oldest.weight();
        for (MessageId message : oldest.messages()) {
            // Positions were added in order, so the evicted one is the first of each.
            ArrayDeque<Long> positions = positionsByMessage.get(message);
            if (positions != null) {
                positions.remove();
                if (positions.isEmpty()) {
                    positionsByMessage.remove(message);
                }
            }
        }
        // Released now, as the slot may not be overwritten for long.
        clear(index(first));
        first++;
        return oldest;
    }

    /**
     * Replaces a message in all entries that embed it and discards their renderings. Entries returned earlier are
     * unchanged.
     */
    synchronized void replace(MessageView current) {
        for (long position : positionsByMessage.getOrDefault(current.message().id(), NO_POSITIONS)) {
            RingEntry before = entries[index(position)];
            RingEntry after = before.withMessage(current);
            weight += after.weight() - before.weight();
            entries[index(position)] = after;
        }
    }

    @SuppressWarnings("NullAway") // slots outside first..end are never read
    private void clear(int index) {
        entries[index] = null;
    }

    /** Returns the entries after a position, at most {@code limit}; null if some of them have been evicted. */
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
