package dev.chatrooms.websocket;

import dev.chatrooms.domain.id.AccountId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The open connections of this node, with a limit per account. Thread-safe. */
final class Connections {
    static final int MAX_PER_ACCOUNT = 20;

    private final Set<Connection> all = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<AccountId, Integer> perAccount = new ConcurrentHashMap<>();
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

    /** Counts one more connection for an account, or returns false if it has the maximum. Atomic. */
    boolean admit(AccountId account) {
        boolean[] admitted = new boolean[1];
        perAccount.compute(account, (id, count) -> {
            int open = count == null ? 0 : count;
            admitted[0] = open < MAX_PER_ACCOUNT;
            return admitted[0] ? open + 1 : open;
        });
        return admitted[0];
    }

    /** Reverts one successful {@link #admit}. */
    void release(AccountId account) {
        perAccount.computeIfPresent(account, (id, count) -> count == 1 ? null : count - 1);
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
