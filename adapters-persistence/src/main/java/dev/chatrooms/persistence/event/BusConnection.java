package dev.chatrooms.persistence.event;

import dev.chatrooms.application.common.EssentialThread;
import dev.chatrooms.persistence.sql.ConnectionKind;
import dev.chatrooms.persistence.sql.SocketTimeout;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs a task on a connection of its own, and runs it again on a new connection when that breaks. The
 * pauses between attempts grow up to a bound.
 */
final class BusConnection {
    private static final Logger LOG = System.getLogger(BusConnection.class.getName());
    private static final long MIN_PAUSE_MILLIS = 50;
    private static final long MAX_PAUSE_MILLIS = 2000;
    /** Enough for a round trip, so that the connection returns to its pool and nothing is logged. */
    private static final long CLEAN_CLOSE_MILLIS = 1000;

    private static final long CLOSE_MILLIS = 3000;
    private static final long LOG_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** Work on a connection. Returns only when the bus closes. */
    interface Task {
        void run(Connection connection) throws SQLException;
    }

    private final DataSource source;
    private final Task task;
    private final Thread thread;
    private volatile @Nullable Connection current;
    private volatile boolean closed;

    BusConnection(DataSource source, String name, Task task) {
        this.source = source;
        this.task = task;
        this.thread = new EssentialThread(this::run, name, () -> closed);
    }

    void start() {
        thread.start();
    }

    private void run() {
        long pause = MIN_PAUSE_MILLIS;
        long nextLog = System.nanoTime();
        while (!closed) {
            try (Connection connection = source.getConnection()) {
                current = connection;
                boolean autoCommit = connection.getAutoCommit();
                // Each notification is sent with the commit of its own statement.
                connection.setAutoCommit(true);
                pause = MIN_PAUSE_MILLIS;
                run(connection);
                connection.setAutoCommit(autoCommit);
            } catch (SQLException | RuntimeException e) {
                if (!closed && System.nanoTime() - nextLog >= 0) {
                    nextLog = System.nanoTime() + LOG_INTERVAL_NANOS;
                    LOG.log(
                            Level.WARNING,
                            "{0} lost its connection and reconnects: {1}",
                            thread.getName(),
                            e.getMessage());
                }
            } finally {
                current = null;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(
                        closed ? 0 : pause / 2 + ThreadLocalRandom.current().nextLong(pause));
            } catch (InterruptedException e) {
                return;
            }
            pause = Math.min(2 * pause, MAX_PAUSE_MILLIS);
        }
    }

    private void run(Connection connection) throws SQLException {
        SocketTimeout limit = SocketTimeout.limit(connection, ConnectionKind.BUS);
        try {
            task.run(connection);
        } finally {
            limit.close();
        }
    }

    /**
     * Stops the thread. Its connection returns to the source if the task ends in time, and is aborted otherwise.
     *
     * @param interrupt whether an interrupt ends the task; otherwise something else does
     */
    void close(boolean interrupt) {
        closed = true;
        if (interrupt) {
            thread.interrupt();
        }
        if (!joined(CLEAN_CLOSE_MILLIS)) {
            abort();
            if (!joined(CLOSE_MILLIS)) {
                LOG.log(Level.WARNING, "{0} did not end in time", thread.getName());
            }
        }
    }

    /** Ends the task even while it waits in a read. */
    private void abort() {
        thread.interrupt();
        Connection connection = current;
        if (connection != null) {
            try {
                // Not close(), which would wait for the read.
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.log(Level.DEBUG, "the connection of {0} was already closed", thread.getName());
            }
        }
    }

    private boolean joined(long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
