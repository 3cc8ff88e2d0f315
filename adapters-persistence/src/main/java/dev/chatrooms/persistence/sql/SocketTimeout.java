package dev.chatrooms.persistence.sql;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A limit on the time that a connection waits for the server. The connection may belong to a host, so closing this
 * object restores its own limit. A shorter limit of the host stays.
 */
public final class SocketTimeout implements AutoCloseable {
    private static final Logger LOG = System.getLogger(SocketTimeout.class.getName());
    private static final int UNCHANGED = -1;

    private final Connection connection;
    private final int previousMillis;

    private SocketTimeout(Connection connection, int previousMillis) {
        this.connection = connection;
        this.previousMillis = previousMillis;
    }

    /** Limits a connection, without a round trip. Has no effect on a connection that is closed or has no timeouts. */
    public static SocketTimeout limit(Connection connection, ConnectionKind kind) {
        int millis = (int) kind.maxSilence().toMillis();
        try {
            int previous = connection.getNetworkTimeout();
            if (previous > 0 && previous <= millis) {
                return new SocketTimeout(connection, UNCHANGED);
            }
            connection.setNetworkTimeout(Runnable::run, millis);
            return new SocketTimeout(connection, previous);
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "the connection accepts no network timeout", e);
            return new SocketTimeout(connection, UNCHANGED);
        }
    }

    @Override
    public void close() {
        if (previousMillis == UNCHANGED) {
            return;
        }
        try {
            connection.setNetworkTimeout(Runnable::run, previousMillis);
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "the connection is closed, and its network timeout with it", e);
        }
    }
}
