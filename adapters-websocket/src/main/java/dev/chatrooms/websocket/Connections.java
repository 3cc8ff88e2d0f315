package dev.chatrooms.websocket;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The open connections of this node. Thread-safe. */
final class Connections {
    private final Set<Connection> all = ConcurrentHashMap.newKeySet();
    private final Object emptied = new Object();
    private volatile boolean closed;

    /**
     * Registers a connection.
     *
     * @return false if the server is closing: the connection is registered all the same, and the caller must close it
     */
    boolean add(Connection connection) {
        all.add(connection);
        return !closed;
    }

    void remove(Connection connection) {
        if (all.remove(connection) && all.isEmpty()) {
            synchronized (emptied) {
                emptied.notifyAll();
            }
        }
    }

    int count() {
        return all.size();
    }

    void forEach(Consumer<Connection> action) {
        all.forEach(action);
    }

    boolean isClosed() {
        return closed;
    }

    /** Makes {@link #add} return false from now on. Open connections are not affected. */
    void close() {
        closed = true;
    }

    /** Waits until all connections are closed or the timeout has elapsed. */
    void awaitEmpty(long timeoutNanos) throws InterruptedException {
        long end = System.nanoTime() + timeoutNanos;
        synchronized (emptied) {
            long left = timeoutNanos;
            while (!all.isEmpty() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(emptied, left);
                left = end - System.nanoTime();
            }
        }
    }
}
