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

/** One client of a {@link Fleet}; all but {@link #welcomed} belongs to the fleet's thread. */
final class LoadClient {
    /** Who is told of what comes. The arrays are read in place and used again. */
    interface Crew {
        /** An event: its object lies in these bytes. */
        default void event(LoadClient vessel, byte[] bytes, int from, int to) {}

        /** The acknowledgement of the earliest send that had none. */
        default void ack(LoadClient vessel) {}
    }

    /** Where a kind of object can be told from all others: each begins with its operation. */
    private static final int KIND = 7;

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
    private final Crew crew;
    private final CompletableFuture<LoadClient> welcomed = new CompletableFuture<>();
    private final byte[] hello;
    private ByteBuffer out = ByteBuffer.allocate(1024);
    private byte @Nullable [] rest;
    private boolean upgraded;
    private @Nullable SelectionKey key;
    private @Nullable String welcome;

    LoadClient(SocketChannel channel, String token, @Nullable String cursor, Crew crew) {
        this.channel = channel;
        this.crew = crew;
        String from = cursor == null ? "" : ",\"cursor\":\"" + cursor + "\"";
        this.hello = utf8("{\"op\":\"hello\",\"token\":\"" + token + "\"" + from + "}");
    }

    CompletableFuture<LoadClient> welcomed() {
        return welcomed;
    }

    /** The welcome's object; once welcomed. */
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

    /** Sends an object, at the latest when all that has come is dealt with. */
    void send(String object) {
        frame(Frames.TEXT, utf8(object));
    }

    private void frame(int opcode, byte[] payload) {
        out = withRoom(out, Frames.clientFrame(payload.length));
        Frames.writeFromClient(out, opcode, payload);
    }

    private void put(byte[] bytes) {
        out = withRoom(out, bytes.length);
        out.put(bytes);
    }

    private static ByteBuffer withRoom(ByteBuffer buffer, int needed) {
        return buffer.remaining() >= needed
                ? buffer
                : ByteBuffer.allocate(2 * (buffer.position() + needed)).put(buffer.flip());
    }

    /** Writes what waits, as far as it goes. */
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
     * Reads what is there and deals with it.
     *
     * @param bytes where to read to: longer than any frame, and afterwards somebody else's
     */
    void read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (rest != null) {
            buffer.put(rest);
            rest = null;
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
            takeFrames(bytes, buffer);
        }
        if (buffer.hasRemaining()) {
            rest = Arrays.copyOfRange(bytes, buffer.position(), buffer.limit());
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

    private void takeFrames(byte[] bytes, ByteBuffer buffer) {
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
                default -> throw new IllegalStateException("a frame of kind " + opcode);
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
        int kind = bytes[from + KIND];
        if (kind == 'e' && bytes[from + KIND + 1] == 'v') {
            crew.event(this, bytes, from, to);
        } else if (kind == 'a') {
            crew.ack(this);
        } else if (kind == 'w') {
            welcome = text(bytes, from, to);
            welcomed.complete(this);
        } else if (kind != 's') {
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
