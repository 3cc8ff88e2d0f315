package dev.chatrooms.websocket;

import dev.chatrooms.application.transfer.ByteBudget.Hold;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A queue of encoded objects that wait to be written, in order. It counts the bytes of events and of replies
 * separately, because different mechanisms hold them back. An object counts until {@link #frameWritten}.
 *
 * <p>Memory that is not shared with other connections counts in the budget of the node: a welcome, and a large frame
 * that joins several objects. Without memory for the latter, objects are written one by one. Not thread-safe.
 */
final class OutboundQueue {
    static final int MAX_FRAME = 64 * 1024;
    private static final int SMALL_FRAME = 16 * 1024;

    private final Queue<Entry> entries = new ArrayDeque<>(2);
    private int eventBytes;
    private int replyBytes;
    private int eventBytesInFlight;
    private int replyBytesInFlight;

    /** Null while the connection is not authenticated. */
    private @Nullable Hold hold;

    private int heldInFlight;

    private record Entry(ByteBuffer bytes, boolean isEvent, boolean isHeld) {}

    /** Counts the memory of this queue from now on. */
    void countIn(Hold given) {
        hold = given;
    }

    /** Adds a reply of any size. Returns false if there is no memory for it. */
    boolean tryAddReply(ByteBuffer reply) {
        if (hold != null && !hold.tryGrow(reply.remaining())) {
            return false;
        }
        entries.add(new Entry(reply, false, true));
        replyBytes += reply.remaining();
        return true;
    }

    void addEvent(ByteBuffer event) {
        entries.add(new Entry(event, true, false));
        eventBytes += event.remaining();
    }

    void addReply(ByteBuffer reply) {
        entries.add(new Entry(reply, false, false));
        replyBytes += reply.remaining();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Takes as many objects as fit into one frame, one per line. A single object is not copied. */
    ByteBuffer takeFrame() {
        int count = 0;
        int length = -1;
        for (Entry entry : entries) {
            int longer = length + 1 + entry.bytes().remaining();
            if (count > 0 && longer > MAX_FRAME) {
                break;
            }
            length = longer;
            count++;
        }
        if (count == 1 || !mayJoin(length)) {
            return takeOne();
        }
        ByteBuffer joined = ByteBuffer.allocate(length).put(takeOne());
        while (--count > 0) {
            joined.put((byte) '\n').put(takeOne());
        }
        return joined.flip();
    }

    private boolean mayJoin(int length) {
        if (length <= SMALL_FRAME || hold == null) {
            return true;
        }
        if (!hold.tryGrow(length)) {
            return false;
        }
        heldInFlight += length;
        return true;
    }

    private ByteBuffer takeOne() {
        Entry entry = entries.remove();
        int length = entry.bytes().remaining();
        heldInFlight += entry.isHeld() ? length : 0;
        if (entry.isEvent()) {
            eventBytesInFlight += length;
        } else {
            replyBytesInFlight += length;
        }
        return entry.bytes();
    }

    /** Stops counting the objects that were taken. */
    void frameWritten() {
        eventBytes -= eventBytesInFlight;
        replyBytes -= replyBytesInFlight;
        eventBytesInFlight = 0;
        replyBytesInFlight = 0;
        shrink(heldInFlight);
        heldInFlight = 0;
    }

    private void shrink(int bytes) {
        if (hold != null && bytes > 0) {
            hold.shrink(bytes);
        }
    }

    /** Discards the objects that were not taken. */
    void clear() {
        shrink(entries.stream()
                .filter(Entry::isHeld)
                .mapToInt(entry -> entry.bytes().remaining())
                .sum());
        entries.clear();
        eventBytes = eventBytesInFlight;
        replyBytes = replyBytesInFlight;
    }

    int eventBytes() {
        return eventBytes;
    }

    int replyBytes() {
        return replyBytes;
    }
}
