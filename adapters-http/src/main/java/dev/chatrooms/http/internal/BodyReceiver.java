package dev.chatrooms.http.internal;

import dev.chatrooms.application.transfer.ByteBudget.Hold;
import dev.chatrooms.wire.ErrorCode;
import dev.chatrooms.wire.mapping.Failure;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Receives the body of a request without blocking.
 *
 * <pre>
 *                 last byte
 *   RECEIVING ------------------------------------------------------> the result
 *     | | '-- connection fails, too slow ----------------------------> a failure
 *     | '---- refused: too large, no memory, malformed
 *     v
 *   DISCARDING -- last byte, DRAIN_BYTES, DRAIN_TIME ----------------> a failure
 * </pre>
 *
 * <p>What is in memory counts as memory of the client. A body that is refused is discarded as it arrives, since a
 * client that still sends may not read the response.
 */
abstract class BodyReceiver<T> {
    /** The completed stage of a chunk after which the next one may be read at once. */
    static final CompletableFuture<Void> TAKEN = CompletableFuture.completedFuture(null);

    /** The bytes that are still read of a refused body. */
    private static final long DRAIN_BYTES = 2 * 1024 * 1024;

    private static final Duration DRAIN_TIME = Duration.ofSeconds(10);
    private static final Duration CHECK_PERIOD = Duration.ofSeconds(10);

    private final Transport transport;
    private final Hold hold;
    private final Timers timers;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    // Guarded by this.
    private long seen;
    private long seenAtLastCheck;
    private long discardUpTo;
    private boolean watched;

    /** When the chunk that is being taken has arrived; negative if there is none. */
    private long takingSince = -1;

    /** How long chunks have been taken since the last check. The client cannot send on meanwhile. */
    private long takingNanos;

    private boolean ended;
    private @Nullable T whole;
    private @Nullable Throwable refusal;

    /** @param hold counts the bytes in memory, until the caller closes it */
    BodyReceiver(Transport transport, Hold hold, Timers timers) {
        this.transport = transport;
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

    /** Starts to read. The result fails with one of the exceptions above, or with that of a refusal. */
    final CompletableFuture<T> read() {
        transport.read(this);
        return result;
    }

    // ---- called by the transport

    /** Returns whether the rest of the body is of no use. */
    final boolean isDone() {
        return result.isDone();
    }

    /**
     * Takes a chunk, whose bytes are the caller's again afterwards.
     *
     * @return completes when the next chunk may be read; never fails
     */
    final CompletableFuture<Void> receive(ByteBuffer chunk, boolean last) {
        CompletableFuture<Void> taken = TAKEN;
        boolean waits;
        synchronized (this) {
            seen += chunk.remaining();
            if (refusal == null) {
                taken = take(chunk, last);
            }
            ended = last;
            waits = !taken.isDone();
            takingSince = waits ? timers.nanoTime() : -1;
        }
        settle();
        return waits ? taken.thenRun(this::taken) : taken;
    }

    private synchronized void taken() {
        takingNanos += timers.nanoTime() - takingSince;
        takingSince = -1;
    }

    /** Handles the end of a body that is not whole. */
    final void broken(Throwable cause) {
        fail(new BrokenBody(cause));
    }

    /** Waits for more: checks from now on that the body arrives fast enough. */
    final void awaitMore() {
        synchronized (this) {
            if (watched) {
                return;
            }
            watched = true;
            seenAtLastCheck = seen;
        }
        timers.repeat(CHECK_PERIOD, result, this::checkPace);
    }

    final void fail(Throwable reason) {
        synchronized (this) {
            release();
            refusal = reason;
            hold.close();
        }
        result.completeExceptionally(reason);
    }

    // ---- for the subclass

    /**
     * Takes the bytes of a chunk. Has {@linkplain #complete completed} or {@linkplain #refuse refused} the body when
     * the stage of the last chunk completes. Called with this locked.
     *
     * @return completes when the next chunk may come; never fails
     */
    abstract CompletableFuture<Void> take(ByteBuffer chunk, boolean last);

    /** Drops what is in memory. */
    abstract void release();

    final long seen() {
        return seen;
    }

    final Hold hold() {
        return hold;
    }

    final long announcedLength() {
        return transport.announcedLength();
    }

    /** Completes the result, once the body has been settled. */
    final synchronized void complete(T body) {
        whole = body;
    }

    /** Refuses the body, and discards the rest of it until the body is settled. */
    final synchronized void refuse(Throwable reason) {
        if (refusal == null) {
            refusal = reason;
            discardUpTo = seen + DRAIN_BYTES;
            release();
            hold.close();
            timers.run(DRAIN_TIME, result, () -> fail(reason));
        }
    }

    /** Completes the result if it is known. Called by the subclass after a stage that it has completed later. */
    final void settle() {
        T body;
        Throwable refused;
        synchronized (this) {
            body = refusal == null ? whole : null;
            refused = ended || seen > discardUpTo ? refusal : null;
        }
        if (refused != null) {
            result.completeExceptionally(refused);
        } else if (body != null) {
            result.complete(body);
        }
    }

    /** Returns how long the client could send since the last check. */
    private Duration timeToSend() {
        long now = timers.nanoTime();
        long taking = takingNanos + (takingSince < 0 ? 0 : now - takingSince);
        takingNanos = 0;
        takingSince = takingSince < 0 ? takingSince : now;
        return CHECK_PERIOD.minusNanos(Math.min(taking, CHECK_PERIOD.toNanos()));
    }

    private void checkPace() {
        synchronized (this) {
            long moved = seen - seenAtLastCheck;
            seenAtLastCheck = seen;
            if (refusal != null || moved >= hold.minimumProgress(timeToSend())) {
                return;
            }
        }
        fail(new TooSlow());
    }
}
