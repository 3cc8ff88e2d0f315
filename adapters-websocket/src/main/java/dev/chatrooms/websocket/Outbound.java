package dev.chatrooms.websocket;

import dev.chatrooms.application.event.FeedItem.Batch;
import dev.chatrooms.application.event.FeedItem.Signals;
import dev.chatrooms.application.event.FeedSubscription;
import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.wire.RenderedEvent;
import dev.chatrooms.wire.RenderedSignal;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * The write side of a connection: a {@link Backlog}, and at most one frame under way.
 *
 * <p>While a frame is under way, or the {@linkplain Writers writer} is busy with others, what comes is queued; then all
 * of it goes out in as few frames as possible. A single event goes out as the bytes that all its receivers share;
 * several objects are joined into one frame. No call blocks.
 *
 * <p>It counts what waits but refuses nothing: the feed is not asked for more while {@link #eventBytes()} are many, and
 * the client is not read from while {@link #answerBytes()} are. Of pings only the last is answered, so these cannot
 * pile up either.
 */
final class Outbound extends IteratingCallback {
    /** After so many frames at a stretch the writer turns to others first. */
    private static final int MAX_FRAMES_IN_A_ROW = 16;

    private final Connection connection;
    private final CoreSession session;
    private final PendingReplies answers;
    private final Node node;
    private final Writers.Writer writer;

    // All of these are guarded by this.
    private final Backlog backlog = new Backlog();
    private @Nullable Cursor lastEvent;
    private @Nullable ByteBuffer pong;
    private boolean ping;
    private @Nullable CloseFrame close;
    private boolean closeAfterAnswers;
    private boolean closeSent;
    private boolean submitted;
    private boolean writing;
    private boolean woken;
    private int framesInARow;

    /** When the frame under way was begun; only while {@link #underWay}. */
    private volatile long since;

    private volatile boolean underWay;

    Outbound(Connection connection, CoreSession session, PendingReplies answers, Node node) {
        this.connection = connection;
        this.session = session;
        this.answers = answers;
        this.node = node;
        this.writer = node.writers().assign();
    }

    // ---- what is to be written

    void add(Batch batch) {
        List<ViewedEvent> events = batch.events();
        ByteBuffer[] bytes = new ByteBuffer[events.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = RenderedEvent.of(events.get(i)).socketObject();
        }
        synchronized (this) {
            if (close == null) {
                for (ByteBuffer event : bytes) {
                    backlog.addEvent(event);
                }
                lastEvent = batch.cursor();
                wake();
            }
        }
    }

    /** They count as events do: while many bytes wait, the feed hands over neither. */
    void add(Signals signals) {
        List<ByteBuffer> bytes = signals.signals().stream()
                .map(signal -> RenderedSignal.of(signal).socketObject())
                .toList();
        synchronized (this) {
            if (close == null) {
                bytes.forEach(backlog::addEvent);
                wake();
            }
        }
    }

    /** Something that belongs after all that waits now. */
    synchronized void add(ByteBuffer object) {
        if (close == null) {
            backlog.addAnswer(object);
            wake();
        }
    }

    /**
     * The answer to a ping, with the cursor to resume from for who has got all that is queued before it: neither behind
     * an event that is, nor ahead of one that is not.
     */
    synchronized void addPong(@Nullable String ref, FeedSubscription feed) {
        // What it calls delivered is queued. But it may not yet know of what was queued just now.
        Cursor cursor = feed.delivered();
        if (lastEvent != null && lastEvent.position().isAfter(cursor.position())) {
            cursor = lastEvent;
        }
        add(Protocol.pong(ref, cursor.toString()));
    }

    /** Answers a ping frame; one that was not answered yet is passed over, as RFC 6455 allows. */
    synchronized void pong(ByteBuffer payload) {
        pong = payload;
        wake();
    }

    /** Sends a ping frame. */
    synchronized void ping() {
        ping = true;
        wake();
    }

    /**
     * Sends a close frame after all that waits, and nothing more.
     *
     * @param afterAnswers whether answers that are not there yet go out first
     */
    synchronized void finish(CloseFrame frame, boolean afterAnswers) {
        if (close == null) {
            close = frame;
        }
        closeAfterAnswers = afterAnswers;
        wake();
    }

    /** Forgets what waits, except for a close frame. */
    synchronized void drop() {
        backlog.clear();
    }

    synchronized int eventBytes() {
        return backlog.eventBytes();
    }

    synchronized int answerBytes() {
        return backlog.answerBytes();
    }

    /** For how long the socket has taken nothing of what it was given; 0 while nothing is under way. */
    long stalledNanos(long now) {
        return underWay ? now - since : 0;
    }

    // ---- writing

    /** Has the writer look for something to write, also among the answers. */
    synchronized void wake() {
        if (writing) {
            woken = true;
        } else if (!submitted) {
            submitted = true;
            writer.submit(this);
        }
    }

    /** Writes what waits; on the writer's thread. */
    void flush() {
        synchronized (this) {
            submitted = false;
            framesInARow = 0;
        }
        iterate();
    }

    @Override
    protected Action process() {
        Frame frame = next();
        if (frame == null) {
            // What ended without a word has made room as well.
            connection.answered();
            return Action.IDLE;
        }
        since = node.now();
        underWay = true;
        session.sendFrame(frame, this, false);
        return Action.SCHEDULED;
    }

    private @Nullable Frame next() {
        while (true) {
            synchronized (this) {
                writing = true;
                woken = false;
                if (++framesInARow > MAX_FRAMES_IN_A_ROW) {
                    writing = false;
                    wake();
                    return null;
                }
            }
            // Encoded here and not under the lock, which the feed's thread may be waiting for.
            List<ByteBuffer> there = answers.take();
            synchronized (this) {
                there.forEach(backlog::addAnswer);
                Frame frame = nextFrame();
                if (frame != null) {
                    return frame;
                }
                if (!woken) {
                    writing = false;
                    return null;
                }
            }
        }
    }

    private @Nullable Frame nextFrame() {
        if (closeSent) {
            return null;
        }
        if (pong != null) {
            Frame frame = new Frame(OpCode.PONG, pong);
            pong = null;
            return frame;
        }
        if (ping) {
            ping = false;
            return new Frame(OpCode.PING);
        }
        if (!backlog.isEmpty()) {
            return new Frame(OpCode.TEXT, backlog.take());
        }
        if (close != null && !(closeAfterAnswers && !answers.isEmpty())) {
            closeSent = true;
            return close;
        }
        return null;
    }

    @Override
    protected void onSuccess() {
        underWay = false;
        synchronized (this) {
            backlog.written();
        }
        connection.written();
    }

    @Override
    protected void onFailure(Throwable cause) {
        underWay = false;
        connection.unwritable();
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
