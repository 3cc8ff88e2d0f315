package dev.chatrooms.http.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a client has closed its connection, or its sending half, while it waits for a response.
 *
 * <pre>
 *   IDLE -- onDisconnect --> WATCHING -- end of input, reset --> GONE
 *     |                         |
 *     '---------- stop ---------'---- stop --------------------> STOPPED
 * </pre>
 *
 * <p>Jetty does not read from an HTTP/1.1 connection between the end of a request and the end of its response. It would
 * notice the loss of the client only by a failed write, which for an idle stream or a waiting poll comes much too late.
 * So this class itself waits for the connection to become readable.
 *
 * <p>Input that arrives meanwhile belongs to the client's next request. One byte of it is read and given back to the
 * connection, and no more is read: the loss of such a client is noticed by a failed write. Before the response ends,
 * {@link #stop} hands the connection back to Jetty. Other versions of HTTP report a lost client as a failed request.
 */
final class DisconnectWatch implements Callback {
    private enum State {
        IDLE,
        WATCHING,
        GONE,
        STOPPED
    }

    private final Request request;
    private final @Nullable AbstractEndPoint endPoint;

    /** Guarded by this, as is all reading from the end point. */
    private State state = State.IDLE;

    /** True while this is registered at the end point. Guarded by this. */
    private boolean interested;

    /** Guarded by this. */
    private Runnable whenGone = () -> {};

    DisconnectWatch(Request request) {
        this.request = request;
        this.endPoint = isHttp1(request) ? endPoint(request) : null;
    }

    private static boolean isHttp1(Request request) {
        HttpVersion version = request.getConnectionMetaData().getHttpVersion();
        return version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
    }

    private static @Nullable AbstractEndPoint endPoint(Request request) {
        Connection connection = request.getConnectionMetaData().getConnection();
        return connection instanceof Connection.UpgradeTo && connection.getEndPoint() instanceof AbstractEndPoint known
                ? known
                : null;
    }

    /** Runs an action, which must not block, when the client is gone. Does nothing after {@link #stop}. */
    synchronized void onDisconnect(Runnable action) {
        if (state == State.IDLE) {
            state = State.WATCHING;
            whenGone = action;
            request.addFailureListener(failure -> gone());
            awaitInput();
        }
    }

    /** Stops watching, before the response ends. Nothing is read from the connection afterwards. */
    synchronized void stop() {
        state = State.STOPPED;
        if (interested && endPoint != null) {
            interested = false;
            endPoint.getFillInterest().onFail(new CancellationException());
        }
    }

    private void awaitInput() {
        if (endPoint != null) {
            // Refused while Jetty itself reads.
            interested = endPoint.tryFillInterested(this);
        }
    }

    /** Called when the connection has become readable. */
    @Override
    public void succeeded() {
        boolean ended = false;
        synchronized (this) {
            interested = false;
            if (state == State.WATCHING && endPoint != null) {
                ended = read(endPoint);
            }
        }
        if (ended) {
            gone();
        }
    }

    /** Returns whether the client has sent its last byte. */
    private boolean read(AbstractEndPoint from) {
        ByteBuffer next = BufferUtil.allocate(1);
        try {
            int filled = from.fill(next);
            if (filled == 0) {
                awaitInput();
            } else if (filled > 0) {
                giveBack(from, next);
            }
            return filled < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private static void giveBack(AbstractEndPoint to, ByteBuffer input) {
        if (to.getConnection() instanceof Connection.UpgradeTo connection) {
            connection.onUpgradeTo(input);
        }
        if (input.hasRemaining()) {
            // The connection's buffer is full of further requests.
            to.close();
        }
    }

    @Override
    public void failed(Throwable failure) {
        // Has no effect if this is the cancellation by stop().
        gone();
    }

    private void gone() {
        Runnable action;
        synchronized (this) {
            if (state != State.WATCHING) {
                return;
            }
            state = State.GONE;
            action = whenGone;
        }
        action.run();
    }
}
