package dev.chatrooms.websocket;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that write to sockets: a few for all connections. No write blocks.
 *
 * <p>The feed and the committer could write themselves. But a write costs more than all else that is done for a
 * delivery, so they would hold up everybody else meanwhile; and what comes while a writer is busy with other
 * connections goes out in one frame.
 */
final class Writers implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Writers.class.getName());
    private static final long CLOSE_MILLIS = 1000;
    private static final int MAX_AT_ONCE = 256;

    private final List<Writer> writers = new ArrayList<>();
    private final AtomicInteger assigned = new AtomicInteger();

    Writers(int threads) {
        for (int i = 1; i <= threads; i++) {
            writers.add(new Writer("chatrooms-ws-writer-" + i));
        }
        writers.forEach(writer -> writer.thread.start());
    }

    /** The writer of the next connection; it stays with it. */
    Writer assign() {
        return writers.get(Math.floorMod(assigned.getAndIncrement(), writers.size()));
    }

    @Override
    public void close() {
        writers.forEach(writer -> writer.thread.interrupt());
        try {
            for (Writer writer : writers) {
                writer.thread.join(CLOSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One such thread. */
    static final class Writer {
        private final BlockingQueue<Outbound> ready = new LinkedBlockingQueue<>();
        private final Thread thread;

        private Writer(String name) {
            thread = new Thread(this::run, name);
            thread.setDaemon(true);
        }

        /** Has what waits for a connection written soon. Each has itself queued once at most. */
        void submit(Outbound outbound) {
            ready.add(outbound);
        }

        private void run() {
            List<Outbound> batch = new ArrayList<>(MAX_AT_ONCE);
            try {
                while (true) {
                    batch.add(ready.take());
                    ready.drainTo(batch, MAX_AT_ONCE - 1);
                    batch.forEach(Writer::flush);
                    batch.clear();
                }
            } catch (InterruptedException e) {
                // Closing.
            }
        }

        private static void flush(Outbound outbound) {
            try {
                outbound.flush();
            } catch (RuntimeException | Error e) {
                // Nothing that goes wrong with one connection may end the thread that all need.
                LOG.log(Level.ERROR, "a connection could not be written to", e);
            }
        }
    }
}
