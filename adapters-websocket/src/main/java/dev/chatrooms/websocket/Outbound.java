package dev.chatrooms.websocket;

import dev.chatrooms.application.event.ViewedEvent;
import dev.chatrooms.wire.RenderedEvent;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * The write side of a connection: what waits, in order, and at most one frame under way.
 *
 * <p>While a frame is under way, or the {@linkplain Writers writer} is busy with others, what comes
 * is queued; then all of it goes out in as few frames as possible. A single event goes out as the
 * bytes that all its receivers share; several objects are joined into one frame. No call blocks.
 *
 * <p>It counts what waits but refuses nothing: the feed is not asked for more while {@link
 * #eventBytes()} are many, and the client is not read from while {@link #answerBytes()} are. Of pings
 * only the last is answered, so these cannot pile up either.
 */
final class Outbound extends IteratingCallback {
    static final int MAX_FRAME = 64 * 1024;

    /** After so many frames at a stretch the writer turns to others first. */
    private static final int MAX_FRAMES_IN_A_ROW = 16;

    private record Piece(ByteBuffer bytes, boolean isEvent) {}

    private final Connection connection;
    private final CoreSession session;
    private final Answers answers;
    private final Node node;
    private final Writers.Writer writer;

    // All of these are guarded by this.
    private final Queue<Piece> waiting = new ArrayDeque<>(2);
    private int eventBytes;
    private int answerBytes;
    private int eventBytesUnderWay;
    private int answerBytesUnderWay;
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

    Outbound(Connection connection, CoreSession session, Answers answers, Node node) {
        this.connection = connection;
        this.session = session;
        this.answers = answers;
        this.node = node;
        this.writer = node.writers().assign();
    }

    // ---- what is to be written

    void events(List<ViewedEvent> events) {
        ByteBuffer[] bytes = new ByteBuffer[events.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = RenderedEvent.of(events.get(i)).socketObject();
        }
        synchronized (this) {
            if (close == null) {
                for (ByteBuffer event : bytes) {
                    waiting.add(new Piece(event, true));
                    eventBytes += event.remaining();
                }
                wake();
            }
        }
    }

    /** Something that belongs after all that waits now. */
    synchronized void add(ByteBuffer object) {
        if (close == null) {
            addAnswer(object);
            wake();
        }
    }

    private void addAnswer(ByteBuffer object) {
        waiting.add(new Piece(object, false));
        answerBytes += object.remaining();
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
        waiting.clear();
        eventBytes = 0;
        answerBytes = 0;
    }

    synchronized int eventBytes() {
        return eventBytes + eventBytesUnderWay;
    }

    synchronized int answerBytes() {
        return answerBytes + answerBytesUnderWay;
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
                there.forEach(this::addAnswer);
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
        if (!waiting.isEmpty()) {
            return new Frame(OpCode.TEXT, join());
        }
        if (close != null && !(closeAfterAnswers && !answers.isEmpty())) {
            closeSent = true;
            return close;
        }
        return null;
    }

    /** As much of what waits as fits into a frame, one object a line. */
    private ByteBuffer join() {
        Piece first = waiting.remove();
        underWay(first);
        int count = 0;
        int length = first.bytes().remaining();
        for (Piece piece : waiting) {
            int longer = length + 1 + piece.bytes().remaining();
            if (longer > MAX_FRAME) {
                break;
            }
            length = longer;
            count++;
        }
        if (count == 0) {
            return first.bytes();
        }
        ByteBuffer joined = ByteBuffer.allocate(length).put(first.bytes());
        for (int i = 0; i < count; i++) {
            Piece piece = waiting.remove();
            underWay(piece);
            joined.put((byte) '\n').put(piece.bytes());
        }
        return joined.flip();
    }

    private void underWay(Piece piece) {
        int length = piece.bytes().remaining();
        if (piece.isEvent()) {
            eventBytes -= length;
            eventBytesUnderWay += length;
        } else {
            answerBytes -= length;
            answerBytesUnderWay += length;
        }
    }

    @Override
    protected void onSuccess() {
        underWay = false;
        synchronized (this) {
            eventBytesUnderWay = 0;
            answerBytesUnderWay = 0;
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
