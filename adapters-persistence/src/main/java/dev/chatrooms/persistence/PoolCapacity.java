package dev.chatrooms.persistence;

import com.zaxxer.hikari.HikariDataSource;
import dev.chatrooms.application.spi.Capacity;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * The connections of a host's DataSource. A HikariCP pool knows its size; of any other source the connections are taken
 * once and returned.
 */
final class PoolCapacity implements Capacity {
    private static final Logger LOG = System.getLogger(PoolCapacity.class.getName());
    /** A source that provides no further connection within this time is at its limit. */
    private static final long PATIENCE_SECONDS = 5;

    private final DataSource source;
    private final int kept;

    /** @param kept the connections that the event bus keeps */
    PoolCapacity(DataSource source, int kept) {
        this.source = source;
        this.kept = kept;
    }

    @Override
    public int reserve(int least, int wanted) {
        int found = size(wanted + kept);
        int needed = least + kept;
        if (found < needed) {
            throw new IllegalStateException("The chat needs at least " + needed
                    + " connections at the same time, but the DataSource provides " + found
                    + ": enlarge its pool, or use fewer worker threads.");
        }
        return Math.min(wanted, found - kept);
    }

    private int size(int wanted) {
        try {
            if (source.isWrapperFor(HikariDataSource.class)) {
                return source.unwrap(HikariDataSource.class).getMaximumPoolSize();
            }
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "the DataSource does not say what it wraps", e);
        }
        return new Probe(wanted).count();
    }

    /** Takes connections in a thread of its own, because a pool at its limit may block forever. */
    private final class Probe implements Runnable {
        private final BlockingQueue<Boolean> taken = new LinkedBlockingQueue<>();
        private final Deque<Connection> connections = new ArrayDeque<>();
        private int wanted;

        Probe(int wanted) {
            this.wanted = wanted;
        }

        int count() {
            int limit = wanted;
            Thread thread = new Thread(this, "chatrooms-pool-probe");
            thread.setDaemon(true);
            thread.start();
            int count = 0;
            try {
                while (count < limit && Boolean.TRUE.equals(taken.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))) {
                    count++;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            stop();
            return count;
        }

        @Override
        public void run() {
            try {
                while (isShort() && add(source.getConnection())) {
                    taken.add(true);
                }
            } catch (SQLException | RuntimeException e) {
                LOG.log(Level.DEBUG, "the DataSource provides no further connection", e);
            }
            taken.add(false);
        }

        private synchronized boolean isShort() {
            return connections.size() < wanted;
        }

        /** Returns false for a connection that has come too late, and closes it. */
        private synchronized boolean add(Connection connection) {
            if (!isShort()) {
                close(connection);
                return false;
            }
            return connections.add(connection);
        }

        private synchronized void stop() {
            wanted = 0;
            connections.forEach(Probe::close);
            connections.clear();
        }

        private static void close(Connection connection) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.log(Level.DEBUG, "a connection of the DataSource cannot be returned", e);
            }
        }
    }
}
