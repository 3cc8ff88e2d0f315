package dev.chatrooms.websocket;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.transfer.ByteBudget;
import dev.chatrooms.application.transfer.ByteBudget.Hold;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The read side of a connection: assembles frames into messages and splits messages into lines, one object per line.
 *
 * <p>The bytes of a message count as memory of the client from its first fragment until its last line is handled. A
 * small message that arrives in one frame is not worth counting.
 *
 * <p>At most one thread reads at a time. It handles the objects that have arrived and then either demands the next
 * frame from the socket, whose arrival continues reading, or pauses while the connection is full, even in the middle of
 * a message. While reading is paused, TCP throttles a client that sends more than it reads.
 */
final class Inbound {
    static final int MAX_MESSAGE = 128 * 1024;
    private static final int SMALL_MESSAGE = 2 * 1024;
    private static final Duration CHECK_PERIOD = Duration.ofSeconds(10);

    private final Connection connection;
    private final Transport transport;
    private final Executor executor;
    private final ByteBudget memory;
    private final AtomicBoolean paused = new AtomicBoolean();

    // Confined to the thread that reads.
    private byte @Nullable [] fragments;
    private int fragmentsLength;
    private @Nullable String message;
    private int nextLineStart;

    /** Counts the message that is being received or handled. Written by the thread that reads. */
    private volatile @Nullable Hold hold;

    /** The bytes of the message so far, while it is incomplete. Written by the thread that reads. */
    private volatile int incomplete;

    // Confined to the thread that checks timeouts.
    private @Nullable Hold lastChecked;
    private int lastIncomplete;
    private long lastCheckedAt;

    Inbound(Connection connection, Transport transport, Executor executor, ByteBudget memory) {
        this.connection = connection;
        this.transport = transport;
        this.executor = executor;
        this.memory = memory;
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
        byte[] bytes = fragments == null ? new byte[0] : fragments;
        int capacity = capacity(bytes.length, fragmentsLength + length);
        boolean small = isLast && fragments == null && length <= SMALL_MESSAGE;
        if (!small && !count(capacity - bytes.length)) {
            connection.closeUnavailable(
                    ChatException.unavailable("too many messages are being received at the moment", null));
            return;
        }
        bytes = capacity == bytes.length ? bytes : Arrays.copyOf(bytes, capacity);
        payload.get(bytes, fragmentsLength, length);
        fragments = bytes;
        fragmentsLength += length;
        incomplete = isLast ? 0 : fragmentsLength;
        if (isLast) {
            startMessage(bytes, fragmentsLength);
            fragments = null;
            fragmentsLength = 0;
        }
    }

    private static int capacity(int before, int needed) {
        return before == 0 ? needed : needed <= before ? before : Math.min(MAX_MESSAGE, Math.max(needed, 2 * before));
    }

    private boolean count(int bytes) {
        Hold open = hold;
        if (open == null) {
            open = memory.open(connection.client());
            hold = open;
        }
        return open.tryGrow(bytes);
    }

    /** Stops counting the message. */
    private void release() {
        Hold open = hold;
        if (open != null) {
            open.close();
            hold = null;
        }
    }

    /** Closes the connection if a message arrives too slowly for the memory that it holds. */
    void checkPace(long now) {
        Hold open = hold;
        int received = incomplete;
        if (open == null || received == 0 || open != lastChecked) {
            lastChecked = received == 0 ? null : open;
        } else if (now - lastCheckedAt < CHECK_PERIOD.toNanos()) {
            return;
        } else if (received - lastIncomplete < open.minimumProgress(CHECK_PERIOD)) {
            connection.close(CloseCode.TOO_SLOW, "the message arrives too slowly");
        }
        lastCheckedAt = now;
        lastIncomplete = received;
    }

    /** Releases what is held when the socket is gone. */
    void closed() {
        Hold open = hold;
        if (open != null) {
            open.close();
        }
    }

    private void startMessage(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        // Fast decoding replaces invalid UTF-8 with U+FFFD. Strict decoding finds out whether the client sent it.
        if (text.indexOf('\uFFFD') >= 0 && !isUtf8(bytes, length)) {
            connection.close(CloseCode.INVALID_UTF8, "invalid UTF-8");
        } else if (text.isBlank()) {
            release();
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
                release();
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
                    if (fragments == null) {
                        release();
                    }
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
