package dev.chatrooms.files.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import javax.imageio.stream.ImageInputStreamImpl;

/** Reads a channel from its start, through a small buffer and without a temporary file. The channel stays open. */
final class ChannelImageInputStream extends ImageInputStreamImpl {
    private static final int BUFFER = 16 * 1024;

    private final SeekableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    /** The place of the buffer's first byte. */
    private long bufferStart;

    ChannelImageInputStream(SeekableByteChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read() throws IOException {
        checkClosed();
        bitOffset = 0;
        if (!fill()) {
            return -1;
        }
        streamPos++;
        return buffer.get() & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        checkClosed();
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(into, offset, count);
        streamPos += count;
        return count;
    }

    /** Brings the byte at the stream's position to the buffer's position; returns false at the end. */
    private boolean fill() throws IOException {
        long within = streamPos - bufferStart;
        if (within >= 0 && within < buffer.limit()) {
            buffer.position((int) within);
            return true;
        }
        bufferStart = streamPos;
        channel.position(streamPos);
        try {
            return channel.read(buffer.clear()) > 0;
        } finally {
            buffer.flip();
        }
    }

    @Override
    public long length() {
        try {
            return channel.size();
        } catch (IOException e) {
            return -1;
        }
    }
}
