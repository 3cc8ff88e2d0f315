package dev.chatrooms.websocket;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A queue of encoded objects that wait to be written, in order. It counts the bytes of events and of replies
 * separately, because different mechanisms hold them back. An object counts until {@link #frameWritten}. Not
 * thread-safe.
 */
final class OutboundQueue {
    static final int MAX_FRAME = 64 * 1024;

    private final Queue<Entry> entries = new ArrayDeque<>(2);
    private int eventBytes;
    private int replyBytes;
    private int eventBytesInFlight;
    private int replyBytesInFlight;

    private record Entry(ByteBuffer bytes, boolean isEvent) {}

    void addEvent(ByteBuffer event) {
        entries.add(new Entry(event, true));
        eventBytes += event.remaining();
    }

    void addReply(ByteBuffer reply) {
        entries.add(new Entry(reply, false));
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
        if (count == 1) {
            return takeOne();
        }
        ByteBuffer joined = ByteBuffer.allocate(length).put(takeOne());
        while (--count > 0) {
            joined.put((byte) '\n').put(takeOne());
        }
        return joined.flip();
    }

    private ByteBuffer takeOne() {
        Entry entry = entries.remove();
        int length = entry.bytes().remaining();
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
    }

    /** Discards the objects that were not taken. */
    void clear() {
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
