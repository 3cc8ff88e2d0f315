package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.persistence.JdbcTransactions.Connections;
import dev.chatrooms.persistence.account.AccountSearchRows;
import dev.chatrooms.persistence.event.LogAppender;
import dev.chatrooms.persistence.event.LogAppender.Pending;
import dev.chatrooms.persistence.event.LogEpoch;
import dev.chatrooms.persistence.room.RoomNameRows;
import dev.chatrooms.persistence.sql.ConnectionKind;
import dev.chatrooms.persistence.sql.SocketTimeout;
import dev.chatrooms.persistence.sql.Sql;
import dev.chatrooms.persistence.sql.SqlFailures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;

/** Creates the tables of the chat and migrates them to the version of the program. There is no way back. */
public final class Schema {
    private static final String LOCATION = "dev/chatrooms/persistence/migration";
    /** In the order of their versions. Released scripts never change. */
    private static final List<String> SCRIPTS = List.of(
            "V1__accounts_rooms_messages_and_the_log.sql",
            "V2__deleted_accounts_and_avatars.sql",
            "V3__sessions_and_refresh_tokens.sql",
            "V4__codes_and_outbox.sql",
            "V5__people.sql",
            "V6__settings_and_avatars.sql",
            "V7__audit.sql",
            "V8__room_management.sql",
            "V9__direct_rooms_and_markers.sql",
            "V10__messages_complete.sql",
            "V11__message_search.sql",
            "V12__qualified_emoji.sql",
            "V13__hangul_search.sql",
            "V14__room_names.sql",
            "V15__mark_as_unread.sql");
    /** Flyway's baseline version for a database that has tables of others and none of the chat. */
    private static final String BASELINE = "0";

    /** A separate history, so that a host that uses Flyway can have the chat in the same schema. */
    private static final String HISTORY = "chatrooms_schema_history";
    /** The key of the advisory lock held while migrating, an arbitrary number. */
    private static final long MIGRATION_LOCK = 0x63686174_726f6f6dL;

    private static final long LOCK_PAUSE_MILLIS = 100;

    private Schema() {}

    /**
     * One migration.
     *
     * @param state {@code Success}, {@code Pending} …, in Flyway's terms
     */
    public record Migration(String version, String description, String state) {}

    /**
     * Creates or migrates the tables, in the current schema of the connections. Nodes that start at the same time wait
     * for each other. The schema may contain tables of others.
     *
     * @return the number of migrations run
     * @throws StoreUnavailable if the database cannot be reached
     */
    public static int migrate(DataSource source) {
        return underLock(source, () -> {
            int executed = flyway(source).migrate().migrationsExecuted;
            foldNames(source);
            return executed;
        });
    }

    /**
     * Completes migrations whose statements the host has run itself on tables with rows: folds the names of accounts
     * and rooms, which SQL cannot do. {@link #migrate} includes this step. Without it, they are not found by search.
     *
     * @throws StoreUnavailable if the database cannot be reached
     */
    public static void complete(DataSource source) {
        underLock(source, () -> {
            foldNames(source);
            return null;
        });
    }

    private static void foldNames(DataSource source) {
        Connections connections = Connections.of(source, SessionSettings.WRITING_TRANSACTION);
        fillAccountSearch(connections);
        foldRoomNames(connections);
    }

    private static <T extends @Nullable Object> T underLock(DataSource source, Supplier<T> work) {
        // Flyway's own lock is on its history table, which at first does not exist.
        try (Connection lock = source.getConnection();
                Statement statement = lock.createStatement()) {
            SocketTimeout limit = SocketTimeout.limit(lock, ConnectionKind.WRITING);
            boolean autoCommit = lock.getAutoCommit();
            try {
                lock.setAutoCommit(true);
                awaitLock(statement);
                try {
                    return work.get();
                } finally {
                    statement.execute("select pg_advisory_unlock(" + MIGRATION_LOCK + ")");
                }
            } finally {
                lock.setAutoCommit(autoCommit);
                limit.close();
            }
        } catch (SQLException | FlywayException e) {
            throw failure(e);
        }
    }

    /** Tries again and again, so that a wait of any length differs from a server that no longer answers. */
    private static void awaitLock(Statement statement) throws SQLException {
        try {
            while (!tryLock(statement)) {
                TimeUnit.MILLISECONDS.sleep(LOCK_PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("interrupted while another node migrates", e);
        }
    }

    private static boolean tryLock(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select pg_try_advisory_lock(" + MIGRATION_LOCK + ")")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Fills the search of accounts for those older than its table, in small steps. SQL cannot fold their names. */
    private static void fillAccountSearch(Connections connections) {
        boolean more = true;
        while (more) {
            more = JdbcTransactions.inTransaction(
                    connections, handle -> new AccountSearchRows(Sql.writing(handle)).fillSome());
        }
    }

    /** Folds the names of rooms that a migration has left for it, in small steps. */
    private static void foldRoomNames(Connections connections) {
        boolean more = true;
        while (more) {
            more = JdbcTransactions.inTransaction(connections, handle -> {
                Sql sql = Sql.writing(handle);
                Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
                RoomNameRows.Step step = new RoomNameRows(sql).foldSome(now);
                if (!step.events().isEmpty()) {
                    List<Pending> events = step.events().stream()
                            .map(event -> new Pending(event, now))
                            .toList();
                    new LogAppender(sql).append(events, List.of(), false);
                }
                return step.more();
            });
        }
    }

    /** Returns all migrations in order, done or pending. */
    public static List<Migration> info(DataSource source) {
        try {
            return Arrays.stream(flyway(source).info().all())
                    .filter(info ->
                            info.getVersion() != null && info.getVersion().isNewerThan(BASELINE))
                    .map(Schema::migration)
                    .toList();
        } catch (FlywayException e) {
            throw failure(e);
        }
    }

    private static Migration migration(MigrationInfo info) {
        return new Migration(
                info.getVersion().getVersion(),
                info.getDescription(),
                info.getState().getDisplayName());
    }

    private static Flyway flyway(DataSource source) {
        return Flyway.configure(Schema.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:" + LOCATION)
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion(BASELINE)
                .load();
    }

    private static RuntimeException failure(Exception e) {
        RuntimeException cause = SqlFailures.translate(e);
        return cause instanceof StoreUnavailable || !(e instanceof FlywayException flyway) ? cause : flyway;
    }

    /** Returns the statements that {@link #migrate} runs on an empty database, for hosts that run them themselves. */
    public static String print() {
        return SCRIPTS.stream().map(Schema::script).collect(Collectors.joining("\n"));
    }

    private static String script(String name) {
        try (@Nullable InputStream in = Schema.class.getClassLoader().getResourceAsStream(LOCATION + "/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return "-- " + name + "\n\n" + new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Begins a new epoch of the log after an import or a restore, so that no client resumes from an earlier cursor.
     * Running nodes notice it within a second and end their streams.
     */
    public static Epoch newEpoch(DataSource source) {
        return JdbcTransactions.inTransaction(
                JdbcTransactions.Connections.of(source, SessionSettings.WRITING_TRANSACTION),
                handle -> new LogEpoch(Sql.writing(handle)).renew());
    }
}
