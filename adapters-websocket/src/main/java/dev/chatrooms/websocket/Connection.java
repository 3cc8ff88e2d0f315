package dev.chatrooms.websocket;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.event.ClientStream;
import dev.chatrooms.application.event.FeedItem.Welcome;
import dev.chatrooms.application.event.StreamPlaces;
import dev.chatrooms.application.identity.RequestHead;
import dev.chatrooms.application.transfer.ByteBudget.Hold;
import dev.chatrooms.application.transfer.Client;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.wire.ClientMessage;
import dev.chatrooms.wire.MalformedInput;
import dev.chatrooms.wire.mapping.WelcomeRenderer;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A client's WebSocket connection, from the upgrade until the socket is gone.
 *
 * <pre>
 *             hello              welcome queued
 *   HELLO -------------> STARTING -------------> OPEN
 *     |                      |                     |
 *     | UNAUTHENTICATED      | UNAUTHENTICATED     | SESSION_ENDED
 *     | MALFORMED            | TOO_MANY_CONNECTIONS| MALFORMED
 *     |                      | SESSION_ENDED       | TOO_SLOW
 *     |                      | TOO_SLOW            |
 *     |                      |                     |
 *     | in any of these states: UNSUPPORTED_DATA, INVALID_UTF8, MESSAGE_TOO_BIG,
 *     | INTERNAL_ERROR, GOING_AWAY, or a close frame from the client
 *     |                      |                     |
 *     '----------------------+---------------------'
 *                            |
 *                            v
 *                         CLOSING
 *                            | the client answers the close frame, or CLOSE_GRACE elapses
 *                            v
 *                         CLOSED   &lt;--- the socket is lost, in any state
 * </pre>
 *
 * <ul>
 *   <li>HELLO: only a hello is accepted, within {@link #HELLO_TIMEOUT}.
 *   <li>STARTING: {@link HelloHandler} authenticates the client and subscribes to its events. Nothing is read.
 *   <li>OPEN: {@link Operations} runs the client's requests. {@link PendingReplies} and {@link EventSubscriber} fill
 *       the outbound queue.
 *   <li>CLOSING: the objects that are queued are written, then the close frame; {@link #goAway} also waits for pending
 *       replies. Input is discarded.
 *   <li>CLOSED: the socket is gone and the queue is discarded.
 * </ul>
 *
 * <p>The {@link OutboundQueue} drops nothing while the connection is open. Back-pressure bounds it: the feed is asked
 * for events only while fewer than 32 KiB of them are queued, and the client is not read from while more than
 * {@link #MAX_REPLY_BYTES} of replies are queued or pending. A client that takes nothing for {@link #STALL_TIMEOUT} is
 * closed with {@link CloseCode#TOO_SLOW}, as is one that does not answer a probe while another stream of the account
 * needs its place; it can resume from its last cursor without losing events.
 *
 * <p>A connection has no thread of its own. The server's threads read and never wait for the store, a
 * {@linkplain WriterPool writer} writes, and the feed and the committer only enqueue. {@link Heartbeat} checks all
 * timeouts.
 */
final class Connection implements ClientStream.Probed {
    static final long HELLO_TIMEOUT = TimeUnit.SECONDS.toNanos(10);
    static final long PING_INTERVAL = TimeUnit.SECONDS.toNanos(WelcomeRenderer.HEARTBEAT_SECONDS);
    static final long SILENCE_TIMEOUT = TimeUnit.SECONDS.toNanos(60);
    static final long STALL_TIMEOUT = TimeUnit.SECONDS.toNanos(60);
    /** The progress that a client must make by then to count as alive, if its answer to a probe cannot be read. */
    static final long PROBE_STALL = TimeUnit.SECONDS.toNanos(2);

    static final long CLOSE_GRACE = TimeUnit.SECONDS.toNanos(5);
    static final int MAX_INVALID_OBJECTS = 20;

    /** The client of a connection before its hello. */
    static final Client UNKNOWN = Client.anonymous("sockets");

    private static final int MAX_REPLY_BYTES = 64 * 1024;

    private enum State {
        HELLO,
        STARTING,
        OPEN,
        CLOSING,
        CLOSED
    }

    private final ServerContext context;
    private final Transport transport;
    private final PendingReplies replies = new PendingReplies();
    private final Inbound inbound;
    private final Outbound outbound;
    private final EventSubscriber events;

    private volatile State state = State.HELLO;

    /** When the connection was opened or, later, when it began to close. */
    private volatile long stateSince;

    private volatile long lastReceivedAt;
    private volatile long lastPingAt;

    /** Null once the connection is open. */
    private volatile @Nullable HelloHandler helloHandler;

    /** Null until the connection is open. */
    private volatile @Nullable Operations operations;

    /** Confined to the thread that reads. */
    private int invalidObjects;

    /** All sockets that are not authenticated count as one client. */
    private volatile Client client = UNKNOWN;

    /** Counts the memory of the outbound queue; null until the connection is authenticated. */
    private volatile @Nullable Hold unsent;

    private final ReplyMemory replyMemory = new ReplyMemory();

    /** The place of this connection, or its request for one. Guarded by this. */
    private StreamPlaces.@Nullable Place place;

    /** Completes with the next frame from the client; null if nothing waits for it. */
    private final AtomicReference<@Nullable CompletableFuture<Void>> probe = new AtomicReference<>();

    /**
     * @param handshake the head of the upgrade request
     * @param executor resumes reading after a pause
     */
    Connection(ServerContext context, Transport transport, RequestHead handshake, Executor executor) {
        this.context = context;
        this.transport = transport;
        this.inbound = new Inbound(this, transport, executor, context.memory().requests());
        this.outbound = new Outbound(this, transport, replies, context);
        this.events = new EventSubscriber(this, outbound);
        this.helloHandler = new HelloHandler(this, context, events, outbound, handshake);
        long now = context.now();
        this.stateSince = now;
        this.lastReceivedAt = now;
        this.lastPingAt = now;
    }

    // ---- events of the socket

    void onOpen() {
        if (!context.connections().add(this)) {
            goAway();
        }
        inbound.continueReading();
    }

    void onText(ByteBuffer payload, boolean isLast) {
        inbound.onData(payload, isLast);
    }

    void onPing(ByteBuffer payload) {
        outbound.sendPongFrame(payload);
    }

    /** Continues reading after a frame was handled. */
    void onFrameHandled() {
        lastReceivedAt = context.now();
        CompletableFuture<Void> probed = probe.getAndSet(null);
        if (probed != null) {
            probed.complete(null);
        }
        inbound.continueReading();
    }

    /** Handles the client's close frame, which the server answers. */
    void onCloseFrame() {
        beginClosing();
        outbound.discardQueue();
    }

    void onClosed() {
        beginClosing();
        state = State.CLOSED;
        outbound.discardQueue();
        inbound.closed();
        replyMemory.close();
        Hold hold = unsent;
        if (hold != null) {
            hold.close();
        }
        context.connections().remove(this);
    }

    // ---- reading

    /** Returns whether reading must pause: while starting, and while too many replies are queued or pending. */
    boolean isFull() {
        if (state == State.STARTING) {
            return true;
        }
        int owed = outbound.replyBytes() + replies.heldBytes();
        return owed > MAX_REPLY_BYTES || !replyMemory.covers(owed);
    }

    Client client() {
        return client;
    }

    /** Counts what the connection holds for an account from now on. */
    void countFor(AccountId account) {
        Client authenticated = Client.of(account);
        client = authenticated;
        Hold hold = context.memory().responses().open(authenticated);
        unsent = hold;
        outbound.countIn(hold);
        replyMemory.countIn(context.memory().responses().open(authenticated));
        if (state == State.CLOSED) {
            hold.close();
            replyMemory.close();
        }
    }

    boolean isClosing() {
        State current = state;
        return current == State.CLOSING || current == State.CLOSED;
    }

    void handleObject(String line) {
        try {
            ClientMessage message = ClientMessages.read(line);
            HelloHandler beforeOpen = helloHandler;
            Operations afterOpen = operations;
            if (afterOpen != null) {
                afterOpen.run(message, line.length());
            } else if (beforeOpen != null) {
                beforeOpen.hello(message);
            }
        } catch (MalformedInput e) {
            reject(ClientMessages.ref(line), e);
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void reject(@Nullable String ref, MalformedInput e) {
        if (operations == null) {
            close(CloseCode.MALFORMED, e.detail());
        } else if (++invalidObjects > MAX_INVALID_OBJECTS) {
            close(CloseCode.MALFORMED, "more than " + MAX_INVALID_OBJECTS + " invalid objects");
        } else {
            replies.add(Protocol.error(ref, PendingReplies.problem(e)));
            outbound.scheduleFlush();
        }
    }

    // ---- from hello to welcome

    /** Moves from HELLO to STARTING. Returns false if the connection is closing. */
    boolean start() {
        return move(State.HELLO, State.STARTING);
    }

    /** Keeps a place, or the request for one, until the connection closes. */
    void hold(StreamPlaces.Place requested) {
        synchronized (this) {
            if (!isClosing()) {
                place = requested;
                return;
            }
        }
        requested.release();
    }

    void welcome(Welcome welcome) {
        HelloHandler handler = helloHandler;
        if (handler != null) {
            handler.welcome(welcome);
        }
    }

    /** Moves from STARTING to OPEN, unless the connection is closing. The welcome must be queued already. */
    void open(Caller caller) {
        operations = new Operations(caller, context.useCases(), replies, outbound, events);
        helloHandler = null;
        // Requests events before reading resumes: a client that has received any reply also receives all later signals.
        events.itemHandled();
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

    // ---- writing

    void onFrameWritten() {
        events.requestNext();
        inbound.resume();
    }

    /** Resumes reading if completed requests have freed enough capacity. */
    void onCapacityFreed() {
        inbound.resume();
    }

    /** Handles a failed write: the socket is lost, or about to be. */
    void onWriteFailed() {
        beginClosing();
    }

    /** Returns the number of bytes that are held for this client: queued events, and queued and pending replies. */
    int queuedBytes() {
        return outbound.eventBytes() + outbound.replyBytes() + replies.heldBytes();
    }

    // ---- closing

    void onStreamFailed(Throwable failure) {
        if (!(failure instanceof ChatException e)) {
            failed(failure);
        } else if (e.code() == RefusalCode.UNAUTHENTICATED) {
            close(CloseCode.SESSION_ENDED, e.refusal().detail());
        } else {
            closeUnavailable(e);
        }
    }

    /** Sends an error, then closes for the client to reconnect later. */
    void closeUnavailable(RuntimeException e) {
        outbound.add(Protocol.error(null, PendingReplies.problem(e)));
        goAway();
    }

    /** Closes after an unexpected failure, with the id under which it was logged. */
    void failed(Throwable failure) {
        close(
                CloseCode.INTERNAL_ERROR,
                String.valueOf(PendingReplies.problem(failure).incident()));
    }

    /** Completes pending replies, then closes for the client to reconnect later. */
    void goAway() {
        if (beginClosing()) {
            outbound.finish(CloseCode.GOING_AWAY, context.reconnectMillis(), true);
        }
    }

    /** Stops waiting for pending replies: sends the close frame if it was not sent yet. */
    void goAwayNow() {
        outbound.finish(CloseCode.GOING_AWAY, context.reconnectMillis(), false);
    }

    void close(CloseCode code, String reason) {
        if (beginClosing()) {
            outbound.finish(code, reason, false);
        }
    }

    private boolean beginClosing() {
        StreamPlaces.Place held;
        synchronized (this) {
            if (isClosing()) {
                return false;
            }
            state = State.CLOSING;
            stateSince = context.now();
            held = place;
            place = null;
        }
        events.cancel();
        if (held != null) {
            held.release();
        }
        // Resumes reading to see the client's close frame.
        inbound.resume();
        return true;
    }

    // ---- making room for another stream of the account

    @Override
    public CompletionStage<Void> probe() {
        if (inbound.isPaused() && outbound.stalledNanos(context.now()) < PROBE_STALL) {
            // An answer would not be read. The client makes progress all the same, or the server itself is busy.
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> answer = new CompletableFuture<>();
        probe.set(answer);
        outbound.sendPingFrame();
        return answer;
    }

    /** Closes because reading would have to wait while too many other connections are waiting. */
    void closeTooSlow() {
        close(CloseCode.TOO_SLOW, "the client sends faster than it reads");
    }

    @Override
    public void makeRoom() {
        outbound.discardQueue();
        close(CloseCode.TOO_SLOW, "no answer to a ping, and another connection needed its place");
    }

    // ---- timeouts

    void checkTimeouts() {
        long now = context.now();
        switch (state) {
            case HELLO -> {
                if (now - stateSince >= HELLO_TIMEOUT) {
                    close(CloseCode.UNAUTHENTICATED, "no hello within 10 seconds");
                }
            }
            case STARTING, OPEN -> checkActivity(now);
            case CLOSING -> {
                if (now - stateSince >= CLOSE_GRACE) {
                    abort();
                }
            }
            case CLOSED -> {}
        }
    }

    private void checkActivity(long now) {
        inbound.checkPace(now);
        if (inbound.isPaused()) {
            // While reading is paused, silence is no evidence against the client.
            lastReceivedAt = now;
        }
        if (outbound.stalledNanos(now) >= STALL_TIMEOUT) {
            outbound.discardQueue();
            close(CloseCode.TOO_SLOW, "the client read nothing for 60 seconds");
        } else if (now - lastReceivedAt >= SILENCE_TIMEOUT) {
            close(CloseCode.TOO_SLOW, "nothing was received for 60 seconds");
        } else if (now - lastPingAt >= PING_INTERVAL) {
            lastPingAt = now;
            outbound.sendPingFrame();
        }
    }

    /** Closes the socket without a close frame. */
    void abort() {
        transport.abort();
    }
}
