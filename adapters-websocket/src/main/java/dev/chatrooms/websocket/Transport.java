package dev.chatrooms.websocket;

import java.nio.ByteBuffer;
import org.eclipse.jetty.util.Callback;

/**
 * The socket below a {@link Connection}, as a server provides it. The protocol is independent of the server: it reads
 * through {@link Inbound}, writes through {@link Outbound} and reaches the socket only through this interface.
 *
 * <p>At most one frame is written at a time. A callback completes when its frame is handed to the operating system, or
 * fails when the socket is lost, on any thread and possibly before the method returns. No method blocks.
 */
interface Transport {
    /** Requests one more frame from the client. No frame is delivered without a request. */
    void demand();

    /** Writes a text frame of UTF-8. The payload is shared with other connections. */
    void sendText(ByteBuffer payload, Callback callback);

    void sendPing(Callback callback);

    void sendPong(ByteBuffer payload, Callback callback);

    /**
     * Writes a close frame. The socket stays open for reading until the client answers.
     *
     * @param reason truncated to what fits into the frame
     */
    void sendClose(CloseCode code, String reason, Callback callback);

    /** Closes the socket without a close frame. */
    void abort();
}
