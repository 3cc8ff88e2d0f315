package dev.chatrooms.websocket;

import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * A close frame after which the socket stays open for reading until the peer answers.
 *
 * <p>On a code that Jetty counts as abnormal (1003, 1009, 1011 …) it would drop what is queued and close the socket at
 * once. With unread input, such as the rest of a message that is too big, that makes TCP reset the connection, and the
 * reset overtakes the close frame: the client never learns why. So Jetty is shown an ordinary status, whatever the
 * frame says.
 */
final class CloseFrame extends Frame implements CloseStatus.Supplier {
    private CloseFrame(CloseStatus said) {
        super(OpCode.CLOSE, true, said.asPayloadBuffer());
    }

    /** @param reason cut to what fits into a control frame */
    static CloseFrame of(CloseCode code, String reason) {
        return new CloseFrame(new CloseStatus(code.code(), reason));
    }

    @Override
    public CloseStatus getCloseStatus() {
        return CloseStatus.NORMAL_STATUS;
    }
}
