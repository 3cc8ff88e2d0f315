package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.persistence.sql.ConnectionKind;
import dev.chatrooms.persistence.sql.SchemaName;
import dev.chatrooms.persistence.sql.SocketTimeout;
import dev.chatrooms.persistence.sql.SqlFailures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * The advisory lock held while the tables of a schema are migrated. Chats in different schemas do not wait for each
 * other. Flyway's own lock is on its history table, which at first does not exist.
 */
final class MigrationLock {
    /** An arbitrary number. The second key is the schema's. */
    private static final int KEY = 0x63686174;

    private static final String KEYS = "(" + KEY + ", hashtext(coalesce(?, current_schema(), '')))";
    private static final long PAUSE_MILLIS = 100;

    private MigrationLock() {}

    /** Runs the work under the lock. Translates failures of the database and of Flyway. */
    static <T extends @Nullable Object> T during(DataSource source, @Nullable SchemaName schema, Supplier<T> work) {
        try (Connection connection = source.getConnection()) {
            SocketTimeout limit = SocketTimeout.limit(connection, ConnectionKind.WRITING);
            boolean autoCommit = connection.getAutoCommit();
            try {
                connection.setAutoCommit(true);
                await(connection, schema);
                try {
                    return work.get();
                } finally {
                    call(connection, "pg_advisory_unlock", schema);
                }
            } finally {
                connection.setAutoCommit(autoCommit);
                limit.close();
            }
        } catch (SQLException | FlywayException e) {
            throw failure(e);
        }
    }

    /** Tries again and again, so that a wait of any length differs from a server that no longer answers. */
    private static void await(Connection connection, @Nullable SchemaName schema) throws SQLException {
        try {
            while (!call(connection, "pg_try_advisory_lock", schema)) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("interrupted while another node migrates", e);
        }
    }

    private static boolean call(Connection connection, String function, @Nullable SchemaName schema)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select " + function + KEYS)) {
            statement.setString(1, schema == null ? null : schema.value());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    static RuntimeException failure(Exception e) {
        RuntimeException cause = SqlFailures.translate(e);
        return cause instanceof StoreUnavailable || !(e instanceof FlywayException flyway) ? cause : flyway;
    }
}
