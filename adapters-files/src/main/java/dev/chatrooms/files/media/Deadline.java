package dev.chatrooms.files.media;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;

/** The time by which work on a content has to end. It is checked with every read and with every row that is decoded. */
final class Deadline {
    private final long end;

    Deadline(Duration time) {
        this.end = System.nanoTime() + time.toNanos();
    }

    long remainingNanos() {
        return Math.max(0, end - System.nanoTime());
    }

    boolean hasPassed() {
        return remainingNanos() == 0;
    }

    /** Returns the channel, which cannot be read after the deadline. */
    SeekableByteChannel limit(SeekableByteChannel channel) {
        return new LimitedChannel(channel);
    }

    private void check() throws IOException {
        if (hasPassed()) {
            throw new InterruptedIOException("the deadline has passed");
        }
    }

    private final class LimitedChannel implements SeekableByteChannel {
        private final SeekableByteChannel channel;

        LimitedChannel(SeekableByteChannel channel) {
            this.channel = channel;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            check();
            return channel.read(into);
        }

        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public SeekableByteChannel position(long newPosition) throws IOException {
            channel.position(newPosition);
            return this;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            return channel.write(from);
        }

        @Override
        public SeekableByteChannel truncate(long size) throws IOException {
            channel.truncate(size);
            return this;
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
