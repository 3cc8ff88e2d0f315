package dev.chatrooms.persistence;

import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.persistence.JdbcTransactions.Connections;
import dev.chatrooms.persistence.account.AccountSearchRows;
import dev.chatrooms.persistence.event.LogAppender;
import dev.chatrooms.persistence.event.LogAppender.Pending;
import dev.chatrooms.persistence.event.LogEpoch;
import dev.chatrooms.persistence.room.RoomNameRows;
import dev.chatrooms.persistence.sql.SchemaName;
import dev.chatrooms.persistence.sql.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
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
            "V15__mark_as_unread.sql",
            "V16__external_ids.sql",
            "V17__named_log_readers.sql",
            "V18__external_room_ids.sql",
            "V20__search_turns_and_positions.sql",
            "V21__erasures.sql",
            "V22__metadata.sql",
            "V23__files.sql",
            "V25__configuration.sql",
            "V26__audit_of_everything.sql",
            "V27__figures.sql",
            "V28__generations_of_contents.sql",
            "V29__figure_changes.sql",
            "V30__admin_lists.sql",
            "V31__log_marks.sql",
            "V32__addresses.sql",
            "V33__released_contents.sql",
            "V34__mail_for_new_accounts.sql");
    /** Flyway's baseline version for a database that has tables of others and none of the chat. */
    private static final String BASELINE = "0";

    /** A separate history, so that a host that uses Flyway can have the chat in the same schema. */
    private static final String HISTORY = "chatrooms_schema_history";

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
        return migrate(source, (SchemaName) null);
    }

    /**
     * Creates or migrates the tables as {@link #migrate(DataSource)}, in a schema of their own. The schema is created
     * if it does not exist; otherwise the user of the database needs no other right than to create tables in it.
     *
     * @param schema upper and lower case differ, as in a quoted identifier
     * @throws IllegalArgumentException if the name is not valid
     */
    public static int migrate(DataSource source, String schema) {
        return migrate(source, new SchemaName(schema));
    }

    private static int migrate(DataSource source, @Nullable SchemaName schema) {
        return MigrationLock.during(source, schema, () -> {
            int executed = flyway(source, schema).migrate().migrationsExecuted;
            foldNames(source, schema);
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
        complete(source, (SchemaName) null);
    }

    /** As {@link #complete(DataSource)}, for tables in a schema of their own. */
    public static void complete(DataSource source, String schema) {
        complete(source, new SchemaName(schema));
    }

    private static void complete(DataSource source, @Nullable SchemaName schema) {
        MigrationLock.during(source, schema, () -> {
            foldNames(source, schema);
            return null;
        });
    }

    private static void foldNames(DataSource source, @Nullable SchemaName schema) {
        Connections connections = writing(source, schema);
        fillAccountSearch(connections);
        foldRoomNames(connections);
    }

    private static Connections writing(DataSource source, @Nullable SchemaName schema) {
        return Connections.of(source, SessionSettings.in(schema, SessionSettings.WRITING_TRANSACTION));
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

    /** Returns the version of the last migration that this program knows. */
    public static int version() {
        String last = SCRIPTS.get(SCRIPTS.size() - 1);
        return Integer.parseInt(last.substring(1, last.indexOf("__")));
    }

    /**
     * Returns the version that the tables have; 0 if there are none.
     *
     * @throws StoreUnavailable if the database cannot be reached
     */
    public static int version(DataSource source) {
        try {
            @Nullable MigrationInfo current = flyway(source, null).info().current();
            return current == null ? 0 : current.getVersion().getMajor().intValueExact();
        } catch (FlywayException e) {
            throw MigrationLock.failure(e);
        }
    }

    /** Returns all migrations in order, done or pending. */
    public static List<Migration> info(DataSource source) {
        return info(source, (SchemaName) null);
    }

    /** Returns all migrations of the tables in a schema of their own. */
    public static List<Migration> info(DataSource source, String schema) {
        return info(source, new SchemaName(schema));
    }

    private static List<Migration> info(DataSource source, @Nullable SchemaName schema) {
        try {
            return Arrays.stream(flyway(source, schema).info().all())
                    .filter(info ->
                            info.getVersion() != null && info.getVersion().isNewerThan(BASELINE))
                    .map(Schema::migration)
                    .toList();
        } catch (FlywayException e) {
            throw MigrationLock.failure(e);
        }
    }

    private static Migration migration(MigrationInfo info) {
        return new Migration(
                info.getVersion().getVersion(),
                info.getDescription(),
                info.getState().getDisplayName());
    }

    private static Flyway flyway(DataSource source, @Nullable SchemaName schema) {
        FluentConfiguration flyway = Flyway.configure(Schema.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:" + LOCATION)
                .table(HISTORY)
                .baselineOnMigrate(true)
                .baselineVersion(BASELINE);
        return (schema == null ? flyway : flyway.schemas(schema.value())).load();
    }

    /** Returns the statements that {@link #migrate} runs on an empty database, for hosts that run them themselves. */
    public static String print() {
        return SCRIPTS.stream().map(Schema::script).collect(Collectors.joining("\n"));
    }

    /**
     * Returns the statements that {@link #migrate(DataSource, String)} runs on a database without this schema. They set
     * the search path of the session and reset it.
     */
    public static String print(String schema) {
        SchemaName name = new SchemaName(schema);
        return "create schema if not exists " + name.quoted() + ";\nset search_path = " + name.searchPath() + ";\n\n"
                + print() + "\nreset search_path;\n";
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
        return newEpoch(source, (SchemaName) null);
    }

    /** As {@link #newEpoch(DataSource)}, for tables in a schema of their own. */
    public static Epoch newEpoch(DataSource source, String schema) {
        return newEpoch(source, new SchemaName(schema));
    }

    private static Epoch newEpoch(DataSource source, @Nullable SchemaName schema) {
        return JdbcTransactions.inTransaction(
                writing(source, schema), handle -> new LogEpoch(Sql.writing(handle)).renew());
    }
}
