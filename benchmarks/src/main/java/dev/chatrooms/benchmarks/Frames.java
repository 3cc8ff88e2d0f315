package dev.chatrooms.benchmarks;

import java.nio.ByteBuffer;

/** Encodes and decodes the WebSocket frames that the load clients need. */
final class Frames {
    static final int TEXT = 1;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final int MASK = 0x80;
    private static final int OPCODE = 0x0f;
    private static final int LENGTH = 0x7f;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int MASKING_KEY = 4;
    /** Excludes the masking key. */
    private static final int MAX_HEADER = 10;

    private Frames() {}

    static int opcode(int firstByte) {
        return firstByte & OPCODE;
    }

    /** Returns the maximum size of a client's frame with a payload of the given length. */
    static int maxClientFrame(int payload) {
        return MAX_HEADER + MASKING_KEY + payload;
    }

    /** Writes a client's frame. Its masking key is zero, which conforms to the protocol and costs nothing. */
    static void writeFromClient(ByteBuffer out, int opcode, byte[] payload) {
        out.put((byte) (FIN | opcode));
        writeLength(out, payload.length, MASK);
        out.putInt(0);
        out.put(payload);
    }

    /** Returns a complete server frame. */
    static ByteBuffer fromServer(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocateDirect(MAX_HEADER + payload.length);
        frame.put((byte) (FIN | opcode));
        writeLength(frame, payload.length, 0);
        return frame.put(payload).flip();
    }

    private static void writeLength(ByteBuffer out, int length, int mask) {
        if (length < TWO_BYTES) {
            out.put((byte) (mask | length));
        } else if (length <= 0xffff) {
            out.put((byte) (mask | TWO_BYTES)).putShort((short) length);
        } else {
            out.put((byte) (mask | EIGHT_BYTES)).putLong(length);
        }
    }

    /**
     * Moves the buffer's position to the payload of a server's frame.
     *
     * @return the payload's length, or -1 with the position unchanged if the frame is incomplete
     */
    static int payload(ByteBuffer in) {
        int start = in.position();
        int length = -1;
        if (in.remaining() >= 2) {
            in.get();
            length = in.get() & LENGTH;
            if (length == TWO_BYTES) {
                length = in.remaining() < Short.BYTES ? -1 : in.getShort() & 0xffff;
            } else if (length == EIGHT_BYTES) {
                length = in.remaining() < Long.BYTES ? -1 : Math.toIntExact(in.getLong());
            }
        }
        if (length < 0 || in.remaining() < length) {
            in.position(start);
            return -1;
        }
        return length;
    }
}
