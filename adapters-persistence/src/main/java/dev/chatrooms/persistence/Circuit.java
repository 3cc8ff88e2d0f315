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
 * Whether it is worth waiting for a connection. A pool lets everybody wait for seconds for a server that is away, until
 * no thread is left that could say so; so who has waited in vain spares the others that.
 *
 * <pre>
 *              the server does not answer             after a pause, the next caller
 *   CLOSED ---------------------------------> OPEN -----------------------------------> TRYING
 *     ^                                        ^                                        |    |
 *     |                                        |            he got no connection        |    |
 *     |                                        +----------------------------------------+    |
 *     +--------------------------------------------------------------------------------------+
 *                                      he got a connection
 * </pre>
 *
 * <p>While it is closed everybody tries, and waits as long as the pool says. While it is open nobody does, and while
 * one is trying nobody else: they are told at once. That all connections are in use opens nothing. Thread-safe.
 */
final class Circuit {
    private static final Logger LOG = System.getLogger(Circuit.class.getName());
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final String CANNOT_CONNECT = "08001";

    enum State {
        CLOSED,
        OPEN,
        TRYING
    }

    private final LongSupplier nanos;
    private volatile State state = State.CLOSED;

    /** Guarded by this. */
    private long openedAt;

    Circuit(LongSupplier nanos) {
        this.nanos = nanos;
    }

    State state() {
        return state;
    }

    /** The same connections, unless it is known that there are none. */
    ConnectionFactory guard(ConnectionFactory connections) {
        return () -> connect(connections);
    }

    private Connection connect(ConnectionFactory connections) throws SQLException {
        if (state != State.CLOSED && !mayTry()) {
            throw new SQLTransientConnectionException("the database does not answer at the moment", CANNOT_CONNECT);
        }
        Connection connection;
        try {
            connection = connections.openConnection();
        } catch (SQLException | RuntimeException | Error e) {
            failed(e);
            throw e;
        }
        found();
        return connection;
    }

    private synchronized boolean mayTry() {
        if (state == State.OPEN && nanos.getAsLong() - openedAt >= PAUSE_NANOS) {
            state = State.TRYING;
            return true;
        }
        // It may have been closed just now.
        return state == State.CLOSED;
    }

    private void found() {
        if (state != State.CLOSED) {
            synchronized (this) {
                // Also by one who began to wait before it opened.
                if (state != State.CLOSED) {
                    state = State.CLOSED;
                    LOG.log(Level.INFO, "the database answers again");
                }
            }
        }
    }

    private synchronized void failed(Throwable failure) {
        if (state == State.CLOSED && isAway(failure)) {
            state = State.OPEN;
            openedAt = nanos.getAsLong();
            LOG.log(Level.WARNING, "the database does not answer: callers are told so at once until it does");
        } else if (state == State.TRYING) {
            // Of whomever this is: some time has passed for nothing.
            state = State.OPEN;
            openedAt = nanos.getAsLong();
        }
    }

    /** Whether it is the server that does not answer; pools wrap what the driver says. */
    private static boolean isAway(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException sql && isAway(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Connection exceptions, and an operator's intervention: shutting down, starting up. */
    private static boolean isAway(@Nullable String sqlState) {
        return sqlState != null && (sqlState.startsWith("08") || sqlState.startsWith("57P"));
    }
}
