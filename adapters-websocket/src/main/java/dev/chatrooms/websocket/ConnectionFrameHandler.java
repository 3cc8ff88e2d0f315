package dev.chatrooms.websocket;

import dev.chatrooms.application.identity.RequestHead;
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

/** Translates Jetty's callbacks for one socket into calls on its {@link Connection}. */
final class ConnectionFrameHandler implements FrameHandler {
    private static final Logger LOG = System.getLogger(ConnectionFrameHandler.class.getName());

    private final ServerContext context;
    private final Executor executor;
    private final RequestHead handshake;
    private volatile @Nullable Connection connection;

    /** @param handshake the head of the upgrade request */
    ConnectionFrameHandler(ServerContext context, RequestHead handshake, Executor executor) {
        this.context = context;
        this.handshake = handshake;
        this.executor = executor;
    }

    @Override
    public void onOpen(CoreSession session, Callback callback) {
        Connection opened = new Connection(context, new JettyTransport(session), handshake, executor);
        connection = opened;
        callback.succeeded();
        opened.onOpen();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        Connection open = connection;
        if (open == null) {
            callback.failed(new IllegalStateException("frame received before the socket was opened"));
            return;
        }
        dispatch(open, frame);
        callback.succeeded();
        if (frame.getOpCode() != OpCode.CLOSE) {
            open.onFrameHandled();
        }
    }

    private static void dispatch(Connection open, Frame frame) {
        switch (frame.getOpCode()) {
            case OpCode.TEXT, OpCode.CONTINUATION -> open.onText(payload(frame), frame.isFin());
            case OpCode.BINARY -> open.close(CloseCode.UNSUPPORTED_DATA, "only text frames are supported");
            case OpCode.PING -> open.onPing(BufferUtil.copy(payload(frame)));
            case OpCode.CLOSE -> open.onCloseFrame();
            default -> {
                // A pong carries no information beyond its arrival.
            }
        }
    }

    private static ByteBuffer payload(Frame frame) {
        return frame.hasPayload() ? frame.getPayload() : BufferUtil.EMPTY_BUFFER;
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        LOG.log(Level.DEBUG, "a WebSocket failed", cause);
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        Connection open = connection;
        if (open != null) {
            open.onClosed();
        }
        callback.succeeded();
    }
}
