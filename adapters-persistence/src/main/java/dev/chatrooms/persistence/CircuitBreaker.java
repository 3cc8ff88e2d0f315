package dev.chatrooms.persistence;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.ConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker in front of a connection pool. A pool makes every caller wait for seconds while the server is away,
 * until all threads are waiting. After one caller has timed out, the breaker refuses the others at once.
 *
 * <pre>
 *              the server does not answer            after a pause, the next caller
 *   CLOSED ---------------------------------> OPEN ---------------------------------> HALF_OPEN
 *     ^                                        ^                                       |     |
 *     |                                        |         it got no connection          |     |
 *     |                                        +---------------------------------------+     |
 *     +--------------------------------------------------------------------------------------+
 *                                     it got a connection
 * </pre>
 *
 * <p>While the breaker is closed, all callers go to the pool and wait as long as it allows. While it is open, all are
 * refused; while it is half open, all but the one that tries. A pool whose connections are all in use does not open the
 * breaker. Thread-safe.
 */
final class CircuitBreaker {
    private static final Logger LOG = System.getLogger(CircuitBreaker.class.getName());
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final String CANNOT_CONNECT = "08001";

    enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    private final LongSupplier nanos;
    private volatile State state = State.CLOSED;

    /** Guarded by this. */
    private long openedAt;

    CircuitBreaker(LongSupplier nanos) {
        this.nanos = nanos;
    }

    State state() {
        return state;
    }

    /** Returns a factory that refuses at once while the breaker is open, and otherwise uses this one. */
    ConnectionFactory guard(ConnectionFactory connections) {
        return () -> connect(connections);
    }

    private Connection connect(ConnectionFactory connections) throws SQLException {
        if (state != State.CLOSED && !allowsAttempt()) {
            throw new SQLTransientConnectionException("the database is not answering", CANNOT_CONNECT);
        }
        Connection connection;
        try {
            connection = connections.openConnection();
        } catch (SQLException | RuntimeException | Error e) {
            onFailure(e);
            throw e;
        }
        onSuccess();
        return connection;
    }

    private synchronized boolean allowsAttempt() {
        if (state == State.OPEN && nanos.getAsLong() - openedAt >= PAUSE_NANOS) {
            state = State.HALF_OPEN;
            return true;
        }
        // Another thread may have closed it in the meantime.
        return state == State.CLOSED;
    }

    private void onSuccess() {
        if (state != State.CLOSED) {
            synchronized (this) {
                // Called also by threads that began to wait before the breaker opened.
                if (state != State.CLOSED) {
                    state = State.CLOSED;
                    LOG.log(Level.INFO, "the database answers again");
                }
            }
        }
    }

    private synchronized void onFailure(Throwable failure) {
        if (state == State.CLOSED && isUnreachable(failure)) {
            state = State.OPEN;
            openedAt = nanos.getAsLong();
            LOG.log(Level.WARNING, "the database is not answering: callers are refused at once until it does");
        } else if (state == State.HALF_OPEN) {
            // The failure may be that of an earlier caller. Either way another pause is due.
            state = State.OPEN;
            openedAt = nanos.getAsLong();
        }
    }

    /** Returns whether the server does not answer. Pools wrap the exceptions of the driver. */
    private static boolean isUnreachable(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && isUnreachable(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Connection exceptions, and operator intervention: the server is shutting down or starting up. */
    private static boolean isUnreachable(@Nullable String sqlState) {
        return sqlState != null && (sqlState.startsWith("08") || sqlState.startsWith("57P"));
    }
}
