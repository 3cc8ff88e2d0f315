package dev.chatrooms.websocket;

import dev.chatrooms.application.common.EssentialThread;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A thread that checks the timeouts of all connections once a second, instead of timers per connection. */
final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Heartbeat.class.getName());
    private static final long CLOSE_MILLIS = 1000;

    private final Connections connections;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new EssentialThread(this::run, "chatrooms-ws-heartbeat", this::isClosed);

    Heartbeat(Connections connections) {
        this.connections = connections;
    }

    void start() {
        thread.start();
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void run() {
        try {
            while (!closed.await(1, TimeUnit.SECONDS)) {
                checkTimeouts();
            }
        } catch (InterruptedException e) {
            // An interrupt ends the thread, as close does.
        }
    }

    /** Checks all connections now. */
    void checkTimeouts() {
        connections.forEach(connection -> {
            try {
                connection.checkTimeouts();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "checking the timeouts of a WebSocket connection failed", e);
            }
        });
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
