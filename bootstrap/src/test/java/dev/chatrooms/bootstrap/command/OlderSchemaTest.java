package dev.chatrooms.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.persistence.Schema;
import dev.chatrooms.server.database.DataFolders;
import dev.chatrooms.server.database.EmbeddedDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on the database of a server of an earlier version, which must not be migrated while it runs. */
class OlderSchemaTest {
    @TempDir
    private Path parent;

    private final CommandRuns commands = new CommandRuns();

    @AfterEach
    void resetLog() {
        commands.close();
    }

    private int run(Path folder, String... arguments) {
        Map<String, String> environment = Map.of(
                "CHATROOMS_DATA_DIR", folder.toString(), "CHATROOMS_LOG_LEVEL", "error", "CHATROOMS_BCRYPT_COST", "10");
        return commands.run(environment, arguments);
    }

    private static int version(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select max(cast(version as integer)) from chatrooms_schema_history where version <> '0'")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.user(), database.password().reveal());
    }

    /** Makes the last migration pending. Its changes stay, as nothing runs it again. */
    private static void forgetLastMigration(EmbeddedDatabase database) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("delete from chatrooms_schema_history where version = '" + Schema.version() + "'");
        }
    }

    @Test
    void commandShouldNotMigrateTheDatabaseOfARunningServer() throws Exception {
        Path folder = DataFolders.used(parent.resolve("data"));
        try (EmbeddedDatabase server = EmbeddedDatabase.start(folder)) {
            assertThat(run(folder, "users", "list")).as("creates the schema").isZero();
            forgetLastMigration(server);
            int older = version(server);
            String message = "The database has schema " + older + ", this version " + Schema.version()
                    + "; stop the servers and run migrate up.";

            assertThat(run(folder, "users", "list")).isEqualTo(1);
            assertThat(commands.err()).isEqualTo(message);
            assertThat(run(folder, "export", parent.resolve("export").toString()))
                    .isEqualTo(1);
            assertThat(commands.err()).isEqualTo(message);
            assertThat(parent.resolve("export")).doesNotExist();
            assertThat(version(server)).isEqualTo(older);
        }
    }
}
