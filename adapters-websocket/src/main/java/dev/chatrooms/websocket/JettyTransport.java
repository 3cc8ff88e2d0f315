package dev.chatrooms.websocket;

import java.nio.ByteBuffer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/** A socket on the core layer of Jetty, which reads on demand and writes without blocking. */
record JettyTransport(CoreSession session) implements Transport {
    @Override
    public void demand() {
        session.demand();
    }

    @Override
    public void sendText(ByteBuffer payload, Callback callback) {
        session.sendFrame(new Frame(OpCode.TEXT, payload), callback, false);
    }

    @Override
    public void sendPing(Callback callback) {
        session.sendFrame(new Frame(OpCode.PING), callback, false);
    }

    @Override
    public void sendPong(ByteBuffer payload, Callback callback) {
        session.sendFrame(new Frame(OpCode.PONG, payload), callback, false);
    }

    @Override
    public void sendClose(CloseCode code, String reason, Callback callback) {
        session.sendFrame(CloseFrame.of(code, reason), callback, false);
    }

    @Override
    public void abort() {
        session.abort();
    }
}
