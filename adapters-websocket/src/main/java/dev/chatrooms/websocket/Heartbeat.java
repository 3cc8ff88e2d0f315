package dev.chatrooms.websocket;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One thread that looks after the time limits of all connections, once a second: there are no timers for each. */
final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Heartbeat.class.getName());
    private static final long CLOSE_MILLIS = 1000;

    private final Connections connections;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "chatrooms-ws-heartbeat");

    Heartbeat(Connections connections) {
        this.connections = connections;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closed.await(1, TimeUnit.SECONDS)) {
                beat();
            }
        } catch (InterruptedException e) {
            // Nobody interrupts it but who wants it to end.
        }
    }

    /** Looks after all connections now. */
    void beat() {
        connections.forEach(connection -> {
            try {
                connection.beat();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a connection could not be looked after", e);
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
