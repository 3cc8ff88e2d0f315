package dev.chatrooms.websocket;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/** What Jetty tells of a socket, for its {@link Connection}. */
final class Socket implements FrameHandler {
    private static final Logger LOG = System.getLogger(Socket.class.getName());

    private final Node node;
    private final Executor executor;
    private @Nullable String token;
    private volatile @Nullable Connection connection;

    /** @param token what the handshake was authenticated with, if it was */
    Socket(Node node, @Nullable String token, Executor executor) {
        this.node = node;
        this.token = token;
        this.executor = executor;
    }

    @Override
    public void onOpen(CoreSession session, Callback callback) {
        Connection opened = new Connection(node, session, token, executor);
        token = null;
        connection = opened;
        callback.succeeded();
        opened.opened();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        Connection open = connection;
        if (open == null) {
            callback.failed(new IllegalStateException("a frame before the socket is open"));
            return;
        }
        dispatch(open, frame);
        callback.succeeded();
        if (frame.getOpCode() != OpCode.CLOSE) {
            open.frameHandled();
        }
    }

    private static void dispatch(Connection open, Frame frame) {
        switch (frame.getOpCode()) {
            case OpCode.TEXT, OpCode.CONTINUATION -> open.textFrame(payload(frame), frame.isFin());
            case OpCode.BINARY -> open.close(CloseCode.BINARY, "there are only text frames here");
            case OpCode.PING -> open.pingFrame(BufferUtil.copy(payload(frame)));
            case OpCode.CLOSE -> open.peerCloses();
            default -> {
                // A pong: that it came is all that it says.
            }
        }
    }

    private static ByteBuffer payload(Frame frame) {
        return frame.hasPayload() ? frame.getPayload() : BufferUtil.EMPTY_BUFFER;
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        LOG.log(Level.DEBUG, "a socket failed", cause);
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        Connection open = connection;
        if (open != null) {
            open.lost();
        }
        callback.succeeded();
    }
}
