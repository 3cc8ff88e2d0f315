package dev.chatrooms.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A WebSocket client of a {@link LoadGenerator}. Except for {@link #welcomed}, used on the generator's thread only. */
final class LoadClient {
    /** Receives events and acknowledgements. The byte arrays are reused after each call. */
    interface Listener {
        /** Called for each event, whose JSON object lies in the given range. */
        default void onEvent(LoadClient client, byte[] bytes, int from, int to) {}

        /** Called for the acknowledgement of the earliest unacknowledged send. */
        default void onAck(LoadClient client) {}
    }

    /** The index of the first character of an object's operation, which is its first field. */
    private static final int OPERATION = 7;

    private static final String UPGRADE = String.join(
            "\r\n",
            "GET /api/v1/ws HTTP/1.1",
            "Host: 127.0.0.1",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "",
            "");
    private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};

    private final SocketChannel channel;
    private final Listener listener;
    private final CompletableFuture<LoadClient> welcomed = new CompletableFuture<>();
    private final byte[] hello;
    private ByteBuffer out = ByteBuffer.allocate(1024);
    private byte @Nullable [] incomplete;
    private boolean upgraded;
    private @Nullable SelectionKey key;
    private @Nullable String welcome;

    LoadClient(SocketChannel channel, String token, @Nullable String cursor, Listener listener) {
        this.channel = channel;
        this.listener = listener;
        String from = cursor == null ? "" : ",\"cursor\":\"" + cursor + "\"";
        this.hello = utf8("{\"op\":\"hello\",\"token\":\"" + token + "\"" + from + "}");
    }

    CompletableFuture<LoadClient> welcomed() {
        return welcomed;
    }

    /** Returns the welcome object. The client must be welcomed. */
    String welcome() {
        if (welcome == null) {
            throw new IllegalStateException("not welcomed");
        }
        return welcome;
    }

    void register(Selector selector) {
        try {
            channel.configureBlocking(false);
            key = channel.register(selector, SelectionKey.OP_READ, this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        put(utf8(UPGRADE));
        flush();
    }

    /** Queues an object. It is sent at the latest when all received data has been handled. */
    void send(String object) {
        frame(Frames.TEXT, utf8(object));
    }

    private void frame(int opcode, byte[] payload) {
        out = withCapacity(out, Frames.maxClientFrame(payload.length));
        Frames.writeFromClient(out, opcode, payload);
    }

    private void put(byte[] bytes) {
        out = withCapacity(out, bytes.length);
        out.put(bytes);
    }

    private static ByteBuffer withCapacity(ByteBuffer buffer, int needed) {
        return buffer.remaining() >= needed
                ? buffer
                : ByteBuffer.allocate(2 * (buffer.position() + needed)).put(buffer.flip());
    }

    /** Writes queued data as far as the socket accepts it. */
    void flush() {
        SelectionKey own = key;
        if (out.position() == 0 || own == null) {
            return;
        }
        try {
            out.flip();
            channel.write(out);
            out.compact();
            own.interestOps(out.position() == 0 ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads and handles the available data.
     *
     * @param bytes the buffer to use: longer than any frame, shared with other clients
     */
    void read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (incomplete != null) {
            buffer.put(incomplete);
            incomplete = null;
        }
        try {
            if (channel.read(buffer) < 0) {
                throw new ClosedChannelException();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        buffer.flip();
        if (upgraded || upgrade(bytes, buffer)) {
            readFrames(bytes, buffer);
        }
        if (buffer.hasRemaining()) {
            incomplete = Arrays.copyOfRange(bytes, buffer.position(), buffer.limit());
        }
        flush();
    }

    private boolean upgrade(byte[] bytes, ByteBuffer buffer) {
        String head = new String(bytes, 0, buffer.limit(), StandardCharsets.ISO_8859_1);
        int end = head.indexOf(new String(HEAD_END, StandardCharsets.ISO_8859_1));
        if (end < 0) {
            return false;
        }
        if (!head.startsWith("HTTP/1.1 101")) {
            throw new IllegalStateException(head);
        }
        buffer.position(end + HEAD_END.length);
        upgraded = true;
        frame(Frames.TEXT, hello);
        return true;
    }

    private void readFrames(byte[] bytes, ByteBuffer buffer) {
        while (buffer.hasRemaining()) {
            int opcode = Frames.opcode(buffer.get(buffer.position()));
            int length = Frames.payload(buffer);
            if (length < 0) {
                return;
            }
            int from = buffer.position();
            buffer.position(from + length);
            switch (opcode) {
                case Frames.TEXT -> objects(bytes, from, from + length);
                case Frames.PING -> frame(Frames.PONG, Arrays.copyOfRange(bytes, from, from + length));
                case Frames.CLOSE ->
                    throw new IllegalStateException(
                            "closed by the server: " + text(bytes, from + Short.BYTES, from + length));
                default -> throw new IllegalStateException("unexpected opcode " + opcode);
            }
        }
    }

    private void objects(byte[] bytes, int from, int to) {
        int begin = from;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                object(bytes, begin, i);
                begin = i + 1;
            }
        }
        object(bytes, begin, to);
    }

    private void object(byte[] bytes, int from, int to) {
        int operation = bytes[from + OPERATION];
        if (operation == 'e' && bytes[from + OPERATION + 1] == 'v') {
            listener.onEvent(this, bytes, from, to);
        } else if (operation == 'a') {
            listener.onAck(this);
        } else if (operation == 'w') {
            welcome = text(bytes, from, to);
            welcomed.complete(this);
        } else if (operation != 's') {
            throw new IllegalStateException(text(bytes, from, to));
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
