package dev.chatrooms.websocket;

import dev.chatrooms.application.common.FatalErrors;
import dev.chatrooms.wire.mapping.Failure;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The replies that are owed to a client, in the order of its requests. A reply that completes before an earlier one
 * waits for it. Thread-safe.
 *
 * <p>Replies are encoded by the thread that writes them, when they are taken. Completing a reply is therefore cheap,
 * which matters for acks: the single committer thread completes them for all clients.
 */
final class PendingReplies {
    private static final Logger LOG = System.getLogger(PendingReplies.class.getName());

    /** The approximate size of an encoded reply. */
    private static final int REPLY_BYTES = 256;

    private final Queue<Reply> queue = new ArrayDeque<>(2);
    private int heldBytes;

    private interface Reply {
        boolean isComplete();

        /** Returns null if the request succeeded and takes no reply. */
        @Nullable
        ByteBuffer encode();

        int heldBytes();
    }

    private record CompletedReply(ByteBuffer encoded) implements Reply {
        @Override
        public boolean isComplete() {
            return true;
        }

        @Override
        public ByteBuffer encode() {
            return encoded;
        }

        @Override
        public int heldBytes() {
            return encoded.remaining();
        }
    }

    /** The reply to a request that is in progress. */
    static final class PendingReply implements Reply {
        private final @Nullable String ref;
        private final int heldBytes;
        private @Nullable Supplier<ByteBuffer> reply;
        private @Nullable Throwable failure;
        private volatile boolean complete;

        private PendingReply(@Nullable String ref, int heldBytes) {
            this.ref = ref;
            this.heldBytes = heldBytes;
        }

        /**
         * Completes a request that succeeded.
         *
         * @param encoder encodes the reply, later and on another thread; null if success takes no reply
         */
        void succeed(@Nullable Supplier<ByteBuffer> encoder) {
            reply = encoder;
            complete = true;
        }

        /** Completes a request that failed: the reply is an {@code error}. */
        void fail(Throwable thrown) {
            failure = thrown;
            complete = true;
        }

        @Override
        public boolean isComplete() {
            return complete;
        }

        @Override
        public @Nullable ByteBuffer encode() {
            if (failure != null) {
                return Protocol.error(ref, problem(failure));
            }
            return reply == null ? null : reply.get();
        }

        @Override
        public int heldBytes() {
            return heldBytes;
        }
    }

    /** Appends a reply that is complete. */
    synchronized void add(ByteBuffer encoded) {
        append(new CompletedReply(encoded));
    }

    /**
     * Appends a reply that is completed later. Requests that are answered only on failure reserve one as well: they
     * count towards the limit at which the client is no longer read, and their errors keep the order of the requests.
     *
     * @param ref the client's reference, for an error
     * @param requestBytes the size of the request, which is held in memory until then
     */
    synchronized PendingReply reserve(@Nullable String ref, int requestBytes) {
        PendingReply reply = new PendingReply(ref, requestBytes + REPLY_BYTES);
        append(reply);
        return reply;
    }

    private void append(Reply reply) {
        queue.add(reply);
        heldBytes += reply.heldBytes();
    }

    /** Removes and encodes the complete replies, up to the first that is not complete. */
    List<ByteBuffer> takeCompleted() {
        List<Reply> completed = removeCompleted();
        if (completed.isEmpty()) {
            return List.of();
        }
        List<ByteBuffer> encoded = new ArrayList<>(completed.size());
        for (Reply reply : completed) {
            ByteBuffer bytes = reply.encode();
            if (bytes != null) {
                encoded.add(bytes);
            }
        }
        return encoded;
    }

    private synchronized List<Reply> removeCompleted() {
        Reply next = queue.peek();
        if (next == null || !next.isComplete()) {
            return List.of();
        }
        List<Reply> completed = new ArrayList<>();
        while (next != null && next.isComplete()) {
            completed.add(next);
            heldBytes -= next.heldBytes();
            queue.remove();
            next = queue.peek();
        }
        return completed;
    }

    synchronized boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Returns the approximate number of bytes in memory for replies that were not taken yet. */
    synchronized int heldBytes() {
        return heldBytes;
    }

    /** Returns the problem to report to the client. An unexpected failure is logged under an incident id. */
    static Failure problem(Throwable failure) {
        return Failure.of(failure).orElseGet(() -> {
            FatalErrors.report(failure);
            String incident = UUID.randomUUID().toString();
            LOG.log(Level.ERROR, "incident " + incident, Failure.unwrapped(failure));
            return Failure.internal(incident);
        });
    }
}
