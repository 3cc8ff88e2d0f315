package dev.chatrooms.websocket;

import dev.chatrooms.application.identity.RequestHead;
import dev.chatrooms.application.transfer.Client;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Translates the callbacks of Jakarta WebSocket for one socket into calls on its {@link Connection}. */
final class JakartaEndpoint extends Endpoint {
    private static final Logger LOG = System.getLogger(JakartaEndpoint.class.getName());

    /** Time limits of Tomcat for writing control frames and for the client's close frame. Other servers ignore them. */
    private static final String TOMCAT_BLOCKING_SEND = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    private static final String TOMCAT_ABNORMAL_CLOSE =
            "org.apache.tomcat.websocket.ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT";
    private static final String TOMCAT_CLOSE = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";
    private static final long BLOCKING_SEND_MILLIS = 1000;
    private static final long CLOSE_MILLIS = 5000;
    /** A last resort: {@link Heartbeat} closes connections whose client does not read much earlier. */
    private static final long SEND_MILLIS = 120_000;

    private final ServerContext context;
    private final JakartaSockets sockets;
    private final ReadGate gate;
    private final RequestHead handshake;
    private volatile @Nullable Connection connection;

    /** @param handshake the head of the upgrade request */
    JakartaEndpoint(ServerContext context, JakartaSockets sockets, RequestHead handshake) {
        this.context = context;
        this.sockets = sockets;
        this.gate = sockets.gate(() -> context.memory().requests().open(client()));
        this.handshake = handshake;
    }

    private Client client() {
        Connection open = connection;
        return open == null ? Connection.UNKNOWN : open.client();
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.getUserProperties().put(TOMCAT_BLOCKING_SEND, BLOCKING_SEND_MILLIS);
        session.getUserProperties().put(TOMCAT_ABNORMAL_CLOSE, BLOCKING_SEND_MILLIS);
        session.getUserProperties().put(TOMCAT_CLOSE, CLOSE_MILLIS);
        // Heartbeat detects idle clients.
        session.setMaxIdleTimeout(0);
        session.getAsyncRemote().setSendTimeout(SEND_MILLIS);
        JakartaTransport transport = new JakartaTransport(session, sockets.control(), gate);
        Connection opened = new Connection(context, transport, handshake, sockets.readers());
        connection = opened;
        // Parts instead of whole messages, or the server would allocate a buffer for the longest one in advance.
        MessageHandler.Partial<String> text = (part, last) -> {
            byte[] payload = part.getBytes(StandardCharsets.UTF_8);
            frame(payload.length, open -> open.onText(ByteBuffer.wrap(payload), last));
        };
        MessageHandler.Partial<ByteBuffer> binary = (part, last) ->
                frame(0, open -> open.close(CloseCode.UNSUPPORTED_DATA, "only text frames are supported"));
        // A pong carries no information beyond its arrival.
        MessageHandler.Whole<PongMessage> pong = message -> frame(0, open -> {});
        session.addMessageHandler(String.class, text);
        session.addMessageHandler(ByteBuffer.class, binary);
        session.addMessageHandler(PongMessage.class, pong);
        opened.onOpen();
    }

    private void frame(int payloadBytes, Consumer<Connection> delivery) {
        Connection open = connection;
        if (open == null) {
            return;
        }
        try {
            if (!gate.deliver(() -> handle(open, delivery), payloadBytes)) {
                open.closeTooSlow();
                // All that follows is discarded.
                gate.open();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            open.abort();
            gate.open();
        }
    }

    private static void handle(Connection open, Consumer<Connection> delivery) {
        try {
            delivery.accept(open);
            open.onFrameHandled();
        } catch (RuntimeException e) {
            open.failed(e);
        }
    }

    @Override
    public void onError(Session session, Throwable cause) {
        LOG.log(Level.DEBUG, "a WebSocket failed", cause);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        gate.open();
        Connection open = connection;
        if (open != null) {
            open.onClosed();
        }
    }
}
