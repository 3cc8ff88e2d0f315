package dev.chatrooms.application.spi;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/** Bytes that can be read several times and in any order, such as a file on disk. */
public interface SeekableContent {
    /** Returns the number of bytes. */
    long size();

    /**
     * Opens the content for reading, at its start. The caller closes the channel. Blocks on I/O.
     *
     * @throws IOException if the content is gone or cannot be read
     */
    SeekableByteChannel open() throws IOException;

    /** Returns these bytes, which are not copied and must not change. */
    static SeekableContent of(byte[] bytes) {
        return new SeekableContent() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public SeekableByteChannel open() {
                return new ByteArrayChannel(bytes);
            }
        };
    }
}
