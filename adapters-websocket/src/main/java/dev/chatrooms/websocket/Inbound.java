package dev.chatrooms.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The read side of a connection: assembles frames into messages and splits messages into lines, one object per line.
 *
 * <p>At most one thread reads at a time. It handles the objects that have arrived and then either demands the next
 * frame from the socket, whose arrival continues reading, or pauses while the connection is full, even in the middle of
 * a message. While reading is paused, TCP throttles a client that sends more than it reads.
 */
final class Inbound {
    static final int MAX_MESSAGE = 128 * 1024;

    private final Connection connection;
    private final Transport transport;
    private final Executor executor;
    private final AtomicBoolean paused = new AtomicBoolean();

    // Confined to the thread that reads.
    private byte @Nullable [] fragments;
    private int fragmentsLength;
    private @Nullable String message;
    private int nextLineStart;

    Inbound(Connection connection, Transport transport, Executor executor) {
        this.connection = connection;
        this.transport = transport;
        this.executor = executor;
    }

    /** Adds a text or continuation frame. The caller then calls {@link #continueReading}. */
    void onData(ByteBuffer payload, boolean isLast) {
        if (connection.isClosing()) {
            return;
        }
        int length = payload.remaining();
        if (fragmentsLength + length > MAX_MESSAGE) {
            connection.close(CloseCode.MESSAGE_TOO_BIG, "messages are limited to 128 KiB");
            return;
        }
        byte[] bytes = fragments == null ? new byte[length] : grow(fragments, fragmentsLength + length);
        payload.get(bytes, fragmentsLength, length);
        fragments = bytes;
        fragmentsLength += length;
        if (isLast) {
            startMessage(bytes, fragmentsLength);
            fragments = null;
            fragmentsLength = 0;
        }
    }

    private static byte[] grow(byte[] bytes, int needed) {
        return needed <= bytes.length
                ? bytes
                : Arrays.copyOf(bytes, Math.min(MAX_MESSAGE, Math.max(needed, 2 * bytes.length)));
    }

    private void startMessage(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        // Fast decoding replaces invalid UTF-8 with U+FFFD. Strict decoding finds out whether the client sent it.
        if (text.indexOf('\uFFFD') >= 0 && !isUtf8(bytes, length)) {
            connection.close(CloseCode.INVALID_UTF8, "invalid UTF-8");
        } else if (text.isBlank()) {
            connection.handleObject(text);
        } else {
            message = text;
            nextLineStart = 0;
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

    /** Handles the objects that have arrived, then demands the next frame or pauses. */
    void continueReading() {
        while (true) {
            if (connection.isClosing()) {
                // Input is discarded until the client's close frame arrives.
                message = null;
                fragments = null;
                transport.demand();
                return;
            }
            if (connection.isFull()) {
                paused.set(true);
                // Capacity may have been freed just before resume() could see the pause.
                if (isStillFull() || !paused.compareAndSet(true, false)) {
                    return;
                }
            } else {
                String line = nextLine();
                if (line == null) {
                    transport.demand();
                    return;
                }
                connection.handleObject(line);
            }
        }
    }

    /** Continues reading if it is paused and the connection is no longer full. */
    void resume() {
        if (paused.get() && !isStillFull() && paused.compareAndSet(true, false)) {
            try {
                executor.execute(this::continueReading);
            } catch (RejectedExecutionException e) {
                transport.abort();
            }
        }
    }

    private boolean isStillFull() {
        return connection.isFull() && !connection.isClosing();
    }

    boolean isPaused() {
        return paused.get();
    }

    private @Nullable String nextLine() {
        String text = message;
        while (text != null) {
            int end = text.indexOf('\n', nextLineStart);
            String line = end < 0 ? text.substring(nextLineStart) : text.substring(nextLineStart, end);
            nextLineStart = end + 1;
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
