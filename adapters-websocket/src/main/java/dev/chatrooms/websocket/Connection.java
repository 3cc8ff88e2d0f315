package dev.chatrooms.websocket;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.FeedItem.Welcome;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.wire.MalformedInput;
import dev.chatrooms.wire.WelcomeJson;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.jspecify.annotations.Nullable;

/**
 * One client, from the handshake to the end of its socket.
 *
 * <pre>
 *          hello              welcome
 *   HELLO -------> STARTING ----------> OPEN
 *     |               |                  |
 *     |  4400, 4401   |  4401, 4429      |  4001, 4400, 4403
 *     |               |                  |
 *     |  1003, 1007, 1009, 1011, 4000, the peer's close
 *     '---------------'------------------'-----> CLOSING
 *                                                   |
 *   any state ---------- socket gone -----------> CLOSED
 * </pre>
 *
 * <p>STARTING: the {@link Greeting} is under way; nothing is read meanwhile. OPEN: {@link Operations} go in,
 * {@link PendingReplies} and the {@link EventFlow} go out. CLOSING: what was queued goes out, then the close frame;
 * what comes in is skipped, until the peer's close frame or the end of {@link #CLOSE_GRACE}.
 *
 * <p>No thread belongs to a connection. Jetty's threads read, and never wait for the store; a {@link Writers writer}
 * writes; the feed and the committer only queue. All limits in time are kept by the {@link Heartbeat}.
 */
final class Connection {
    static final long HELLO_TIMEOUT = TimeUnit.SECONDS.toNanos(10);
    static final long PING_INTERVAL = TimeUnit.SECONDS.toNanos(WelcomeJson.HEARTBEAT_SECONDS);
    static final long SILENCE_TIMEOUT = TimeUnit.SECONDS.toNanos(60);
    static final long STALL_TIMEOUT = TimeUnit.SECONDS.toNanos(60);
    static final long CLOSE_GRACE = TimeUnit.SECONDS.toNanos(5);
    static final int MAX_BAD_OBJECTS = 20;

    /** With answers of more bytes on their way than this, the client is not read from. */
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    private enum State {
        HELLO,
        STARTING,
        OPEN,
        CLOSING,
        CLOSED
    }

    private final Node node;
    private final CoreSession session;
    private final PendingReplies answers = new PendingReplies();
    private final Inbound inbound;
    private final Outbound outbound;
    private final EventFlow events;

    private volatile State state = State.HELLO;
    private volatile long since;
    private volatile long heardAt;
    private volatile long pingedAt;

    /** Until the welcome. */
    private volatile @Nullable Greeting greeting;

    /** From the welcome on. */
    private volatile @Nullable Operations operations;

    /** Of whoever reads. */
    private int badObjects;

    /** Whom it is counted for; guarded by this. */
    private @Nullable AccountId admitted;

    /**
     * @param token what the handshake was authenticated with, if it was
     * @param executor for going on with reading
     */
    Connection(Node node, CoreSession session, @Nullable String token, Executor executor) {
        this.node = node;
        this.session = session;
        this.inbound = new Inbound(this, session, executor);
        this.outbound = new Outbound(this, session, answers, node);
        this.events = new EventFlow(this, outbound);
        this.greeting = new Greeting(this, node, events, outbound, token);
        long now = node.now();
        this.since = now;
        this.heardAt = now;
        this.pingedAt = now;
    }

    // ---- what the socket tells

    void opened() {
        if (!node.connections().add(this)) {
            goAway();
        }
        inbound.readOn();
    }

    void textFrame(ByteBuffer payload, boolean isLast) {
        inbound.data(payload, isLast);
    }

    void pingFrame(ByteBuffer payload) {
        outbound.pong(payload);
    }

    /** Ends the turn to read that a frame has begun. */
    void frameHandled() {
        heardAt = node.now();
        inbound.readOn();
    }

    /** The peer has sent its close frame; Jetty answers it. */
    void peerCloses() {
        beginClosing();
        outbound.drop();
    }

    /** The socket is gone. */
    void lost() {
        beginClosing();
        state = State.CLOSED;
        outbound.drop();
        node.connections().remove(this);
    }

    // ---- what is read

    /** Whether nothing more can be taken from the client now. */
    boolean isFull() {
        return state == State.STARTING || outbound.answerBytes() + answers.weight() > MAX_ANSWER_BYTES;
    }

    boolean isClosing() {
        State now = state;
        return now == State.CLOSING || now == State.CLOSED;
    }

    void object(String line) {
        String ref = null;
        try {
            Incoming object = Incoming.read(line);
            ref = object.ref();
            Greeting still = greeting;
            Operations known = operations;
            if (known != null) {
                known.run(object, line.length());
            } else if (still != null) {
                still.hello(object);
            }
        } catch (MalformedInput e) {
            bad(ref, e);
        } catch (RuntimeException e) {
            fault(e);
        }
    }

    private void bad(@Nullable String ref, MalformedInput e) {
        if (operations == null) {
            close(CloseCode.MALFORMED, e.detail());
        } else if (++badObjects > MAX_BAD_OBJECTS) {
            close(CloseCode.MALFORMED, "too many bad objects");
        } else {
            answers.add(Protocol.error(ref, PendingReplies.problem(e)));
            outbound.wake();
        }
    }

    // ---- from hello to welcome

    /** From HELLO to STARTING, unless it is closing. */
    boolean start() {
        return move(State.HELLO, State.STARTING);
    }

    /** Counts it for its owner, unless he has too many already, or it is closing. */
    synchronized boolean admit(AccountId id) {
        if (state != State.STARTING || !node.connections().admit(id)) {
            return false;
        }
        admitted = id;
        return true;
    }

    void welcome(Welcome welcome) {
        Greeting current = greeting;
        if (current != null) {
            current.welcome(welcome);
        }
    }

    /** From STARTING to OPEN, unless it is closing; the welcome is queued. */
    void open(Caller caller) {
        operations = new Operations(caller, node.useCases(), answers, outbound, events);
        greeting = null;
        // Before anything is read: whoever has had an answer gets every signal from then on.
        events.goOn();
        if (move(State.STARTING, State.OPEN)) {
            inbound.resume();
        }
    }

    private synchronized boolean move(State from, State to) {
        if (state != from) {
            return false;
        }
        state = to;
        return true;
    }

    // ---- what is written

    void written() {
        events.askIfThereIsRoom();
        inbound.resume();
    }

    /** Whatever was answered is on its way, or needed no answer. */
    void answered() {
        inbound.resume();
    }

    /** A write has failed: the socket is gone, or about to go. */
    void unwritable() {
        beginClosing();
    }

    /** How many bytes wait here for the client to take them, or for the store to answer. */
    int heldBytes() {
        return outbound.eventBytes() + outbound.answerBytes() + answers.weight();
    }

    // ---- closing

    /** The stream of events has failed. */
    void streamFailed(Throwable failure) {
        if (!(failure instanceof ChatException e)) {
            fault(failure);
        } else if (e.code() == RefusalCode.UNAUTHENTICATED) {
            close(CloseCode.SESSION_ENDED, e.refusal().detail());
        } else {
            unavailable(e);
        }
    }

    /** Tells why, and to come back later. */
    void unavailable(RuntimeException e) {
        outbound.add(Protocol.error(null, PendingReplies.problem(e)));
        goAway();
    }

    /** Something went wrong here that should not. */
    void fault(Throwable failure) {
        close(CloseCode.FAULT, String.valueOf(PendingReplies.problem(failure).incident()));
    }

    /** Answers what was asked, then closes for the client to reconnect later. */
    void goAway() {
        if (beginClosing()) {
            outbound.finish(CloseFrame.of(CloseCode.GOING_AWAY, node.reconnectMillis()), true);
        }
    }

    /** Sends a close frame that still waits for answers now. */
    void goAwayNow() {
        outbound.finish(CloseFrame.of(CloseCode.GOING_AWAY, node.reconnectMillis()), false);
    }

    void close(CloseCode code, String reason) {
        if (beginClosing()) {
            outbound.finish(CloseFrame.of(code, reason), false);
        }
    }

    private boolean beginClosing() {
        synchronized (this) {
            if (isClosing()) {
                return false;
            }
            state = State.CLOSING;
            since = node.now();
            if (admitted != null) {
                node.connections().release(admitted);
                admitted = null;
            }
        }
        events.cancel();
        // To get to see the peer's close frame.
        inbound.resume();
        return true;
    }

    // ---- limits in time

    void beat() {
        long now = node.now();
        switch (state) {
            case HELLO -> {
                if (now - since >= HELLO_TIMEOUT) {
                    close(CloseCode.UNAUTHENTICATED, "no hello in time");
                }
            }
            case STARTING, OPEN -> beatOpen(now);
            case CLOSING -> {
                if (now - since >= CLOSE_GRACE) {
                    abort();
                }
            }
            case CLOSED -> {}
        }
    }

    private void beatOpen(long now) {
        if (inbound.isParked()) {
            // Whether he says anything cannot be heard.
            heardAt = now;
        }
        if (outbound.stalledNanos(now) >= STALL_TIMEOUT) {
            outbound.drop();
            close(CloseCode.TOO_SLOW, "nothing was taken for too long");
        } else if (now - heardAt >= SILENCE_TIMEOUT) {
            close(CloseCode.TOO_SLOW, "nothing was heard for too long");
        } else if (now - pingedAt >= PING_INTERVAL) {
            pingedAt = now;
            outbound.ping();
        }
    }

    /** Ends the socket without a word. */
    void abort() {
        session.abort();
    }
}
