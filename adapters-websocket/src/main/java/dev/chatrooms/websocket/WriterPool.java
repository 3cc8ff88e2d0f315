package dev.chatrooms.websocket;

import dev.chatrooms.application.common.EssentialThread;
import dev.chatrooms.application.common.FatalErrors;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few threads that write to the sockets of all connections. Writes do not block.
 *
 * <p>The feed and the committer could write themselves. But a write costs more than the rest of a delivery together,
 * and all other connections would wait for it. With separate writers, objects that arrive while a writer is busy also
 * go out in a single frame.
 */
final class WriterPool implements AutoCloseable {
    private static final Logger LOG = System.getLogger(WriterPool.class.getName());
    private static final long CLOSE_MILLIS = 1000;
    private static final int MAX_BATCH = 256;

    private final List<Writer> writers = new ArrayList<>();
    private final AtomicInteger assigned = new AtomicInteger();

    WriterPool(int threads) {
        for (int i = 1; i <= threads; i++) {
            writers.add(new Writer("chatrooms-ws-writer-" + i));
        }
        writers.forEach(writer -> writer.thread.start());
    }

    /** Assigns a writer to a connection, round-robin. The connection keeps it for life. */
    Writer assign() {
        return writers.get(Math.floorMod(assigned.getAndIncrement(), writers.size()));
    }

    @Override
    public void close() {
        writers.forEach(Writer::close);
        try {
            for (Writer writer : writers) {
                writer.thread.join(CLOSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One thread of the pool and the connections that have something to write. */
    static final class Writer {
        private final BlockingQueue<Outbound> ready = new LinkedBlockingQueue<>();
        private final Thread thread;
        private volatile boolean closed;

        private Writer(String name) {
            thread = new EssentialThread(this::run, name, () -> closed);
        }

        /** Schedules a flush. The queue stays bounded because each connection is in it at most once. */
        void submit(Outbound outbound) {
            ready.add(outbound);
        }

        private void close() {
            closed = true;
            thread.interrupt();
        }

        private void run() {
            List<Outbound> batch = new ArrayList<>(MAX_BATCH);
            try {
                while (true) {
                    batch.add(ready.take());
                    ready.drainTo(batch, MAX_BATCH - 1);
                    batch.forEach(Writer::flush);
                    batch.clear();
                }
            } catch (InterruptedException e) {
                // The pool is closing.
            }
        }

        private static void flush(Outbound outbound) {
            try {
                outbound.flush();
            } catch (RuntimeException | Error e) {
                FatalErrors.report(e);
                // A failure of one connection must not end the thread that serves the others.
                LOG.log(Level.ERROR, "writing to a WebSocket connection failed", e);
            }
        }
    }
}
