package dev.chatrooms.websocket;

import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * A close frame after which the socket stays open for reading until the peer answers.
 *
 * <p>After a close code that Jetty considers abnormal (1003, 1009, 1011 and others) Jetty drops its queue and closes
 * the socket at once. If input is still unread, such as the rest of a message that is too big, TCP then resets the
 * connection. The reset overtakes the close frame, and the client never learns the reason. This frame therefore reports
 * a normal status to Jetty, whatever code it carries.
 */
final class CloseFrame extends Frame implements CloseStatus.Supplier {
    private CloseFrame(CloseStatus status) {
        super(OpCode.CLOSE, true, status.asPayloadBuffer());
    }

    /** @param reason truncated to what fits into a control frame */
    static CloseFrame of(CloseCode code, String reason) {
        return new CloseFrame(new CloseStatus(code.code(), reason));
    }

    @Override
    public CloseStatus getCloseStatus() {
        return CloseStatus.NORMAL_STATUS;
    }
}
