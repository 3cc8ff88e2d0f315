package dev.chatrooms.websocket;

import dev.chatrooms.domain.id.AccountId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** All connections of this node, and how many each person has. Thread-safe. */
final class Connections {
    static final int MAX_PER_ACCOUNT = 20;

    private final Set<Connection> all = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<AccountId, Integer> perAccount = new ConcurrentHashMap<>();
    private final Object emptied = new Object();
    private volatile boolean closed;

    /**
     * Takes a connection in, even when none is taken any more: then it is to be sent away.
     *
     * @return whether it may stay
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

    /** Counts one more connection of an account, unless it has as many as it may. Atomic. */
    boolean admit(AccountId account) {
        boolean[] admitted = new boolean[1];
        perAccount.compute(account, (id, count) -> {
            int now = count == null ? 0 : count;
            admitted[0] = now < MAX_PER_ACCOUNT;
            return admitted[0] ? now + 1 : now;
        });
        return admitted[0];
    }

    /** Takes back one {@link #admit} that was answered with yes. */
    void release(AccountId account) {
        perAccount.computeIfPresent(account, (id, count) -> count == 1 ? null : count - 1);
    }

    boolean isClosed() {
        return closed;
    }

    /** From now on no connection is taken. */
    void close() {
        closed = true;
    }

    /** Waits until there is no connection any more, or for so long. */
    void awaitEmpty(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        synchronized (emptied) {
            long left = nanos;
            while (!all.isEmpty() && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(emptied, left);
                left = end - System.nanoTime();
            }
        }
    }
}
