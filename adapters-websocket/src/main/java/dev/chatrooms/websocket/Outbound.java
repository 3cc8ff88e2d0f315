package dev.chatrooms.websocket;

import dev.chatrooms.application.event.FeedItem.Batch;
import dev.chatrooms.application.event.FeedItem.Signals;
import dev.chatrooms.application.event.FeedSubscription;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.application.transfer.ByteBudget.Hold;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.wire.mapping.Rendered;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.util.IteratingCallback;
import org.jspecify.annotations.Nullable;

/**
 * The write side of a connection: an {@link OutboundQueue}, and at most one frame in flight.
 *
 * <p>Objects are queued while a frame is in flight or the {@linkplain WriterPool writer} is busy with other
 * connections. Then all of them are written in as few frames as possible. A single event is written from the buffer
 * that all its receivers share; several objects are copied into one frame. No method blocks.
 *
 * <p>Nothing is refused here. The queue is bounded by its callers: {@link EventSubscriber} requests no events while
 * {@link #eventBytes()} is high, and {@link Inbound} does not read from the client while {@link #replyBytes()} is. Only
 * the latest ping frame is answered, so pongs do not accumulate either.
 */
final class Outbound extends IteratingCallback {
    /** After this many frames the writer serves other connections first. */
    private static final int MAX_FRAMES_PER_FLUSH = 16;

    private final Connection connection;
    private final Transport transport;
    private final PendingReplies replies;
    private final ServerContext context;
    private final WriterPool.Writer writer;

    // Guarded by this.
    private final OutboundQueue queue = new OutboundQueue();
    private @Nullable Cursor lastQueued;
    private @Nullable ByteBuffer pong;
    private boolean ping;
    private @Nullable Write close;
    private boolean closeAfterReplies;
    private boolean closeSent;
    private boolean flushScheduled;
    private boolean flushing;
    private boolean flushAgain;
    private int framesInFlush;

    /** When the frame in flight was handed to the server; valid only while {@link #inFlight}. */
    private volatile long inFlightSince;

    private volatile boolean inFlight;

    /** Writes one frame. This is the callback. */
    private interface Write {
        void begin();
    }

    Outbound(Connection connection, Transport transport, PendingReplies replies, ServerContext context) {
        this.connection = connection;
        this.transport = transport;
        this.replies = replies;
        this.context = context;
        this.writer = context.writers().assign();
    }

    // ---- queueing

    void add(Batch batch) {
        List<ViewedEvent> events = batch.events();
        ByteBuffer[] encoded = new ByteBuffer[events.size()];
        String base = context.base().get();
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = Rendered.of(events.get(i), base).socketObject();
        }
        synchronized (this) {
            if (close == null) {
                for (ByteBuffer event : encoded) {
                    queue.addEvent(event);
                }
                lastQueued = batch.cursor();
                scheduleFlush();
            }
        }
    }

    /** Queues signals. They count as events: the feed delivers neither while many bytes are queued. */
    void add(Signals signals) {
        List<ByteBuffer> encoded = signals.signals().stream()
                .map(signal -> Rendered.of(signal).socketObject())
                .toList();
        synchronized (this) {
            if (close == null) {
                encoded.forEach(queue::addEvent);
                scheduleFlush();
            }
        }
    }

    /** Queues an object that is neither an event nor one of the {@link PendingReplies}. */
    synchronized void add(ByteBuffer object) {
        if (close == null) {
            queue.addReply(object);
            scheduleFlush();
        }
    }

    /** Counts the memory of the queue from now on, until the hold is closed. */
    synchronized void countIn(Hold hold) {
        queue.countIn(hold);
    }

    /** Queues an object of any size. Returns false if there is no memory for it. */
    synchronized boolean tryAdd(ByteBuffer object) {
        if (close == null) {
            if (!queue.tryAddReply(object)) {
                return false;
            }
            scheduleFlush();
        }
        return true;
    }

    /**
     * Queues the reply to a ping object. Its cursor covers exactly the events that are queued before it: a client that
     * has received those can resume from there.
     */
    synchronized void addPong(@Nullable String ref, FeedSubscription feed) {
        // The events that the feed counts as delivered are queued. The latest queued ones may not be counted yet.
        Cursor cursor = feed.delivered();
        if (lastQueued != null && lastQueued.position().isAfter(cursor.position())) {
            cursor = lastQueued;
        }
        add(Protocol.pong(ref, cursor.toString()));
    }

    /** Answers a ping frame. Replaces a pong that was not sent yet, as RFC 6455 allows. */
    synchronized void sendPongFrame(ByteBuffer payload) {
        pong = payload;
        scheduleFlush();
    }

    synchronized void sendPingFrame() {
        ping = true;
        scheduleFlush();
    }

    /**
     * Sends a close frame after the objects that are queued, and nothing after it. A second call keeps the frame of the
     * first but decides again about pending replies.
     *
     * @param afterReplies whether to wait for pending replies
     */
    synchronized void finish(CloseCode code, String reason, boolean afterReplies) {
        if (close == null) {
            close = () -> transport.sendClose(code, reason, this);
        }
        closeAfterReplies = afterReplies;
        scheduleFlush();
    }

    /** Discards the queued objects, but not a close frame. */
    synchronized void discardQueue() {
        queue.clear();
    }

    synchronized int eventBytes() {
        return queue.eventBytes();
    }

    synchronized int replyBytes() {
        return queue.replyBytes();
    }

    /** Returns for how many nanoseconds the frame in flight has been waiting for the socket, or 0 if there is none. */
    long stalledNanos(long now) {
        return inFlight ? now - inFlightSince : 0;
    }

    // ---- writing

    /** Makes the writer write queued objects and completed replies soon. */
    synchronized void scheduleFlush() {
        if (flushing) {
            flushAgain = true;
        } else if (!flushScheduled) {
            flushScheduled = true;
            writer.submit(this);
        }
    }

    /** Writes what is queued. Called by the writer's thread. */
    void flush() {
        synchronized (this) {
            flushScheduled = false;
            framesInFlush = 0;
        }
        iterate();
    }

    @Override
    protected Action process() {
        Write write = next();
        if (write == null) {
            // Requests that completed without a reply have freed capacity as well.
            connection.onCapacityFreed();
            return Action.IDLE;
        }
        inFlightSince = context.now();
        inFlight = true;
        write.begin();
        return Action.SCHEDULED;
    }

    private @Nullable Write next() {
        while (true) {
            synchronized (this) {
                flushing = true;
                flushAgain = false;
                if (++framesInFlush > MAX_FRAMES_PER_FLUSH) {
                    flushing = false;
                    scheduleFlush();
                    return null;
                }
            }
            // Encodes outside the lock, because the feed's thread may be waiting for it.
            List<ByteBuffer> completed = replies.takeCompleted();
            synchronized (this) {
                completed.forEach(queue::addReply);
                Write write = nextWrite();
                if (write != null) {
                    return write;
                }
                if (!flushAgain) {
                    flushing = false;
                    return null;
                }
            }
        }
    }

    private @Nullable Write nextWrite() {
        if (closeSent) {
            return null;
        }
        if (pong != null) {
            ByteBuffer payload = pong;
            pong = null;
            return () -> transport.sendPong(payload, this);
        }
        if (ping) {
            ping = false;
            return () -> transport.sendPing(this);
        }
        if (!queue.isEmpty()) {
            ByteBuffer payload = queue.takeFrame();
            return () -> transport.sendText(payload, this);
        }
        if (close != null && !(closeAfterReplies && !replies.isEmpty())) {
            closeSent = true;
            return close;
        }
        return null;
    }

    @Override
    protected void onSuccess() {
        inFlight = false;
        synchronized (this) {
            queue.frameWritten();
        }
        connection.onFrameWritten();
    }

    @Override
    protected void onFailure(Throwable cause) {
        inFlight = false;
        connection.onWriteFailed();
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
