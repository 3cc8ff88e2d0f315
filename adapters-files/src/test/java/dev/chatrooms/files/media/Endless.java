package dev.chatrooms.files.media;

import dev.chatrooms.application.spi.SeekableContent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A content that begins with some bytes and repeats others without an end. */
class Endless implements SeekableContent {
    private final byte[] start;
    private final byte[] pattern;

    Endless(byte[] start, byte[] pattern) {
        this.start = start;
        this.pattern = pattern;
    }

    @Override
    public long size() {
        return Long.MAX_VALUE / 2;
    }

    @Override
    public SeekableByteChannel open() throws IOException {
        return new SeekableByteChannel() {
            private long position;

            @Override
            public int read(ByteBuffer into) {
                int count = into.remaining();
                while (into.hasRemaining()) {
                    into.put(
                            position < start.length
                                    ? start[(int) position]
                                    : pattern[(int) ((position - start.length) % pattern.length)]);
                    position++;
                }
                return count;
            }

            @Override
            public long position() {
                return position;
            }

            @Override
            public SeekableByteChannel position(long newPosition) {
                position = newPosition;
                return this;
            }

            @Override
            public long size() {
                return Endless.this.size();
            }

            @Override
            public int write(ByteBuffer from) {
                throw new UnsupportedOperationException();
            }

            @Override
            public SeekableByteChannel truncate(long size) {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
    }
}
