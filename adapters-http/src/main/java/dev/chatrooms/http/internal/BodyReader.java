package dev.chatrooms.http.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.transfer.ByteBudget.Hold;
import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.mapping.Failure;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Receives the body of a request without blocking.
 *
 * <pre>
 *                 last byte
 *   RECEIVING ------------------------------------------------------> the body
 *     | | '-- connection fails, too slow ----------------------------> a failure
 *     | '---- larger than the limit, no memory
 *     v
 *   DISCARDING -- last byte, DRAIN_BYTES, DRAIN_TIME ----------------> a failure
 * </pre>
 *
 * <p>The buffer grows with the bytes that arrive, not to the length that the client announces, and counts as memory of
 * the client. A body that is refused is discarded as it arrives, since a client that still sends may not read the
 * response.
 */
final class BodyReader {
    /** The bytes that are still read of a refused body. */
    private static final long DRAIN_BYTES = 2 * 1024 * 1024;

    private static final Duration DRAIN_TIME = Duration.ofSeconds(10);
    private static final Duration CHECK_PERIOD = Duration.ofSeconds(10);
    private static final int FIRST_CAPACITY = 1024;

    private final Transport transport;
    private final int limit;
    private final Hold hold;
    private final Timers timers;
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

    // Guarded by this.
    private byte[] buffer = new byte[0];
    private long seen;
    private long seenAtLastCheck;
    private boolean watched;
    private @Nullable Throwable refusal;

    /** @param hold counts the bytes of the body, until the caller closes it */
    BodyReader(Transport transport, int limit, Hold hold, Timers timers) {
        this.transport = transport;
        this.limit = limit;
        this.hold = hold;
        this.timers = timers;
    }

    /** The body is larger than the route permits. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int limit;

        TooLarge(int limit) {
            super("the body is too large", null, false, false);
            this.limit = limit;
        }

        int limit() {
            return limit;
        }
    }

    /** The body is incomplete, or its encoding is broken. */
    static final class BrokenBody extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenBody(Throwable cause) {
            super("the body is broken", cause, false, false);
        }
    }

    /** The client sends too slowly for the memory that its body takes. */
    static final class TooSlow extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooSlow() {
            super("the body arrives too slowly", null, false, false);
        }

        static Answer answer() {
            return Problems.answer(Failure.of(ErrorCode.BAD_REQUEST, "the body arrives too slowly"), 408)
                    .with("Connection", "close");
        }
    }

    /** Starts to read. The result fails with one of the exceptions above, or with {@code unavailable}. */
    CompletableFuture<byte[]> read() {
        transport.read(this);
        return whole;
    }

    // ---- called by the transport

    /** Returns whether the rest of the body is of no use. */
    boolean isDone() {
        return whole.isDone();
    }

    /** Takes a chunk, whose bytes are the caller's again afterwards. */
    void receive(ByteBuffer chunk, boolean last) {
        take(chunk);
        settle(last);
    }

    /** Handles the end of a body that is not whole. */
    void broken(Throwable cause) {
        fail(new BrokenBody(cause));
    }

    // ---- receiving

    private synchronized void take(ByteBuffer bytes) {
        int size = bytes.remaining();
        seen += size;
        if (refusal != null) {
            return;
        }
        if (seen > limit) {
            refuse(new TooLarge(limit));
            return;
        }
        int used = (int) seen - size;
        if (seen > buffer.length && !enlarge((int) seen)) {
            refuse(ChatException.unavailable("too many requests are being received at the moment", null));
            return;
        }
        bytes.get(buffer, used, size);
    }

    /** Enlarges the buffer, at most to the announced length, and returns false if there is no memory for it. */
    private boolean enlarge(int needed) {
        long announced = transport.announcedLength();
        int most = announced >= needed ? (int) Math.min(announced, limit) : limit;
        int capacity = Math.max(needed, Math.min(most, Math.max(FIRST_CAPACITY, 2 * buffer.length)));
        if (!hold.tryGrow(capacity - buffer.length)) {
            return false;
        }
        buffer = Arrays.copyOf(buffer, capacity);
        return true;
    }

    private void refuse(Throwable reason) {
        refusal = reason;
        buffer = new byte[0];
        hold.close();
        timers.run(DRAIN_TIME, whole, () -> fail(reason));
    }

    private void settle(boolean last) {
        byte[] body;
        Throwable refused;
        synchronized (this) {
            refused = refusal;
            if (refused == null ? !last : !last && seen <= limit + DRAIN_BYTES) {
                return;
            }
            body = buffer.length == seen ? buffer : Arrays.copyOf(buffer, (int) Math.min(seen, buffer.length));
            buffer = new byte[0];
        }
        if (refused == null) {
            whole.complete(body);
        } else {
            whole.completeExceptionally(refused);
        }
    }

    void fail(Throwable reason) {
        synchronized (this) {
            buffer = new byte[0];
            refusal = reason;
            hold.close();
        }
        whole.completeExceptionally(reason);
    }

    /** Waits for more: checks from now on that the body arrives fast enough. */
    void awaitMore() {
        synchronized (this) {
            if (watched) {
                return;
            }
            watched = true;
            seenAtLastCheck = seen;
        }
        timers.repeat(CHECK_PERIOD, whole, this::checkPace);
    }

    private void checkPace() {
        synchronized (this) {
            long moved = seen - seenAtLastCheck;
            seenAtLastCheck = seen;
            if (refusal != null || moved >= hold.minimumProgress(CHECK_PERIOD)) {
                return;
            }
        }
        fail(new TooSlow());
    }
}
