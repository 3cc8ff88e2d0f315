package dev.chatrooms.http.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.transfer.ByteBudget.Hold;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/**
 * Receives a body into memory. The buffer grows with the bytes that arrive, not to the length that the client
 * announces.
 */
final class BodyReader extends BodyReceiver<byte[]> {
    private static final int FIRST_CAPACITY = 1024;

    private final int limit;
    private byte[] buffer = new byte[0];
    private int used;

    BodyReader(Transport transport, int limit, Hold hold, Timers timers) {
        super(transport, hold, timers);
        this.limit = limit;
    }

    @Override
    CompletableFuture<Void> take(ByteBuffer chunk, boolean last) {
        int size = chunk.remaining();
        if (seen() > limit) {
            refuse(new TooLarge(limit));
        } else if (used + size > buffer.length && !enlarge(used + size)) {
            refuse(ChatException.unavailable("too many requests are being received at the moment", null));
        } else {
            chunk.get(buffer, used, size);
            used += size;
            if (last) {
                byte[] body = buffer.length == used ? buffer : Arrays.copyOf(buffer, used);
                release();
                complete(body);
            }
        }
        return TAKEN;
    }

    /** Enlarges the buffer, at most to the announced length, and returns false if there is no memory for it. */
    private boolean enlarge(int needed) {
        long announced = announcedLength();
        int most = announced >= needed ? (int) Math.min(announced, limit) : limit;
        int capacity = Math.max(needed, Math.min(most, Math.max(FIRST_CAPACITY, 2 * buffer.length)));
        if (!hold().tryGrow(capacity - buffer.length)) {
            return false;
        }
        buffer = Arrays.copyOf(buffer, capacity);
        return true;
    }

    @Override
    void release() {
        buffer = new byte[0];
    }
}
