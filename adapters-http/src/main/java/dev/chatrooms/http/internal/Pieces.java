package dev.chatrooms.http.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.transfer.ByteBudget.Hold;
import dev.chatrooms.wire.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The content of a response in pieces, which are written one after the other. The bytes that the client has not taken
 * count as its memory. JSON is rendered into pieces of their own, so that each is free for the garbage collector as
 * soon as it is taken. Not thread-safe.
 */
final class Pieces {
    private static final int MAX_PIECE = 64 * 1024;

    private final Queue<Piece> queue = new ArrayDeque<>();
    private long length;

    /**
     * A piece of the content.
     *
     * @param weight the bytes of memory that become free when it is taken
     */
    record Piece(ByteBuffer bytes, int weight) {}

    private Pieces() {}

    /**
     * Renders a record as JSON.
     *
     * @param hold counts the bytes
     * @throws ChatException {@code unavailable} if there is no memory for as many bytes
     */
    static Pieces ofJson(Object body, String base, Hold hold) {
        Pieces pieces = new Pieces();
        try (Output output = pieces.new Output(hold)) {
            Json.write(body, base, output);
        } catch (NoMemory e) {
            throw noMemory();
        } catch (IOException e) {
            throw new IllegalStateException("cannot write a " + body.getClass().getSimpleName(), e);
        }
        return pieces;
    }

    /**
     * Returns content that is in memory as a whole.
     *
     * @throws ChatException {@code unavailable} if there is no memory for as many bytes
     */
    static Pieces of(ByteBuffer content, Hold hold) {
        int size = content.remaining();
        if (!hold.tryGrow(size)) {
            throw noMemory();
        }
        Pieces pieces = new Pieces();
        while (content.remaining() > MAX_PIECE) {
            pieces.add(content.slice().limit(MAX_PIECE), 0);
            content.position(content.position() + MAX_PIECE);
        }
        pieces.add(content, size);
        return pieces;
    }

    private static ChatException noMemory() {
        return ChatException.unavailable("too many large responses wait for their clients at the moment", null);
    }

    private void add(ByteBuffer bytes, int weight) {
        queue.add(new Piece(bytes, weight));
        length += bytes.remaining();
    }

    long length() {
        return length;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    Piece take() {
        return queue.remove();
    }

    private static final class NoMemory extends IOException {
        private static final long serialVersionUID = 1L;

        /** Jackson passes an {@link IOException} on, but wraps all others. */
        NoMemory() {
            super("no memory for the response");
        }
    }

    /** Collects the output of the JSON generator, which writes at most 8,000 bytes at a time. */
    private final class Output extends OutputStream {
        private final Hold hold;
        private @Nullable ByteBuffer filling;

        Output(Hold hold) {
            this.hold = hold;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int size) throws IOException {
            ByteBuffer current = filling;
            int fitting = current == null ? 0 : Math.min(size, current.remaining());
            if (current != null) {
                current.put(bytes, offset, fitting);
            }
            int left = size - fitting;
            if (left > 0) {
                close();
                int capacity = Math.max(left, (int) Math.min(MAX_PIECE, length));
                if (!hold.tryGrow(capacity)) {
                    throw new NoMemory();
                }
                filling = ByteBuffer.allocate(capacity).put(bytes, offset + fitting, left);
            }
        }

        /** Completes the last piece. May be called again. */
        @Override
        public void close() {
            ByteBuffer last = filling;
            if (last != null) {
                filling = null;
                add(last.flip(), last.capacity());
            }
        }
    }
}
