package dev.chatrooms.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.util.Callback;

/**
 * A socket on Jakarta WebSocket. Texts are written without blocking. Pings and close frames block there until they are
 * written, so threads of their own write them. Pongs are the server's part.
 */
final class JakartaTransport implements Transport {
    /** What fits into a control frame after the code. */
    private static final int MAX_REASON_BYTES = 123;

    private final Session session;
    private final RemoteEndpoint.Async remote;
    private final Executor control;
    private final ReadGate gate;

    JakartaTransport(Session session, Executor control, ReadGate gate) {
        this.session = session;
        this.remote = session.getAsyncRemote();
        this.control = control;
        this.gate = gate;
    }

    @Override
    public void demand() {
        gate.request();
    }

    @Override
    public void sendText(ByteBuffer payload, Callback callback) {
        String text = StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
        try {
            remote.sendText(text, result -> {
                if (result.isOK()) {
                    callback.succeeded();
                } else {
                    callback.failed(result.getException());
                }
            });
        } catch (RuntimeException e) {
            // The session is closed already.
            callback.failed(e);
        }
    }

    @Override
    public void sendPing(Callback callback) {
        blocking(() -> remote.sendPing(ByteBuffer.allocate(0)), callback);
    }

    @Override
    public void sendPong(ByteBuffer payload, Callback callback) {
        blocking(() -> remote.sendPong(payload), callback);
    }

    @Override
    public void sendClose(CloseCode code, String reason, Callback callback) {
        CloseReason close = new CloseReason(CloseReason.CloseCodes.getCloseCode(code.code()), truncated(reason));
        blocking(() -> session.close(close), callback);
    }

    @Override
    public void abort() {
        // There is no way to close without a close frame, but the server gives up soon if it cannot write that.
        blocking(session::close, Callback.NOOP);
    }

    private interface BlockingCall {
        void run() throws IOException;
    }

    private void blocking(BlockingCall call, Callback callback) {
        try {
            control.execute(() -> {
                try {
                    call.run();
                } catch (IOException | RuntimeException e) {
                    callback.failed(e);
                    return;
                }
                callback.succeeded();
            });
        } catch (RejectedExecutionException e) {
            callback.failed(e);
        }
    }

    /** Returns the longest beginning of a text that fits into a close frame and splits no character. */
    private static String truncated(String reason) {
        int end = reason.length();
        while (reason.substring(0, end).getBytes(StandardCharsets.UTF_8).length > MAX_REASON_BYTES) {
            end = reason.offsetByCodePoints(end, -1);
        }
        return reason.substring(0, end);
    }
}
