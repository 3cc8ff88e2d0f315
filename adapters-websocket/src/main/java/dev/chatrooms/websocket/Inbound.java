package dev.chatrooms.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.jspecify.annotations.Nullable;

/**
 * The read side of a connection: frames to messages, messages to lines, a line an object.
 *
 * <p>There is one turn to read. Whoever has it handles the objects at hand and then either asks the socket for the next
 * frame, whose arrival is the next turn, or parks it while the connection cannot take more, even in the middle of a
 * message. Nothing is read meanwhile, so a client that sends more than it takes answers is held up by TCP.
 */
final class Inbound {
    static final int MAX_MESSAGE = 64 * 1024;

    private final Connection connection;
    private final CoreSession session;
    private final Executor executor;
    private final AtomicBoolean parked = new AtomicBoolean();

    // Of whoever has the turn.
    private byte @Nullable [] fragments;
    private int fragmentsLength;
    private @Nullable String message;
    private int next;

    Inbound(Connection connection, CoreSession session, Executor executor) {
        this.connection = connection;
        this.session = session;
        this.executor = executor;
    }

    /** A frame of text or the continuation of one; before {@link #readOn}. */
    void data(ByteBuffer payload, boolean isLast) {
        if (connection.isClosing()) {
            return;
        }
        int length = payload.remaining();
        if (fragmentsLength + length > MAX_MESSAGE) {
            connection.close(CloseCode.MESSAGE_TOO_BIG, "a message is at most 64 KiB");
            return;
        }
        byte[] bytes = fragments == null ? new byte[length] : grown(fragments, fragmentsLength + length);
        payload.get(bytes, fragmentsLength, length);
        fragments = bytes;
        fragmentsLength += length;
        if (isLast) {
            begin(bytes, fragmentsLength);
            fragments = null;
            fragmentsLength = 0;
        }
    }

    private static byte[] grown(byte[] bytes, int needed) {
        return needed <= bytes.length
                ? bytes
                : Arrays.copyOf(bytes, Math.min(MAX_MESSAGE, Math.max(needed, 2 * bytes.length)));
    }

    private void begin(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        // The fast way puts U+FFFD for what is not UTF-8; the strict one tells whether it was sent.
        if (text.indexOf('\uFFFD') >= 0 && !isUtf8(bytes, length)) {
            connection.close(CloseCode.INVALID_UTF8, "this is not UTF-8");
        } else if (text.isBlank()) {
            connection.object(text);
        } else {
            message = text;
            next = 0;
        }
    }

    private static boolean isUtf8(byte[] bytes, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Goes on with what is at hand, and ends the turn. */
    void readOn() {
        while (true) {
            if (connection.isClosing()) {
                // What comes is only skipped, on the way to the peer's close frame.
                message = null;
                fragments = null;
                session.demand();
                return;
            }
            if (connection.isFull()) {
                parked.set(true);
                // Who made room just before did not see it parked.
                if (isStillFull() || !parked.compareAndSet(true, false)) {
                    return;
                }
            } else {
                String line = nextLine();
                if (line == null) {
                    session.demand();
                    return;
                }
                connection.object(line);
            }
        }
    }

    /** Goes on where the turn was parked, if there is room now. */
    void resume() {
        if (parked.get() && !isStillFull() && parked.compareAndSet(true, false)) {
            try {
                executor.execute(this::readOn);
            } catch (RejectedExecutionException e) {
                session.abort();
            }
        }
    }

    private boolean isStillFull() {
        return connection.isFull() && !connection.isClosing();
    }

    boolean isParked() {
        return parked.get();
    }

    private @Nullable String nextLine() {
        String text = message;
        while (text != null) {
            int end = text.indexOf('\n', next);
            String line = end < 0 ? text.substring(next) : text.substring(next, end);
            next = end + 1;
            if (end < 0) {
                message = null;
                text = null;
            }
            if (!line.isBlank()) {
                return line;
            }
        }
        return null;
    }
}
