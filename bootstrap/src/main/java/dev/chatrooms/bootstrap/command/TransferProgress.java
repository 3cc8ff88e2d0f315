package dev.chatrooms.bootstrap.command;

import dev.chatrooms.server.archive.ProgressListener;
import org.jspecify.annotations.Nullable;

/** Shows the steps of an export or import, one {@link Progress} each. */
final class TransferProgress implements ProgressListener, AutoCloseable {
    private final Terminal terminal;
    private @Nullable Progress current;

    TransferProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void begin(String step, long total) {
        close();
        current = new Progress(terminal, step, total);
    }

    @Override
    public void advance(long count) {
        if (current != null) {
            current.advance(count);
        }
    }

    @Override
    public void close() {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
