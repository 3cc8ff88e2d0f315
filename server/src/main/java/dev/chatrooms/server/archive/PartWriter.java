package dev.chatrooms.server.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Writes the lines of one part and computes its hash. */
final class PartWriter implements Consumer<String>, AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final String name;
    private final String table;
    private final boolean changed;
    private final ProgressListener progress;
    private final FileChannel channel;
    private final MessageDigest digest = Hashes.sha256();
    private final OutputStream out;
    private long lines;
    private long bytes;

    PartWriter(FileChannel channel, String name, String table, boolean changed, ProgressListener progress) {
        this.channel = channel;
        this.name = name;
        this.table = table;
        this.changed = changed;
        this.progress = progress;
        this.out = new BufferedOutputStream(new DigestOutputStream(Channels.newOutputStream(channel), digest), BUFFER);
    }

    @Override
    public void accept(String line) {
        byte[] encoded = line.getBytes(StandardCharsets.UTF_8);
        try {
            out.write(encoded);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lines++;
        bytes += encoded.length + 1;
        progress.advance(1);
    }

    /** Makes the part durable and returns its description. */
    Manifest.Part finish() throws IOException {
        out.flush();
        channel.force(true);
        return new Manifest.Part(
                name, table, changed, lines, bytes, HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
