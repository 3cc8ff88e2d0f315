package dev.chatrooms.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class CommandDatabaseTest {
    @TempDir
    private Path parent;

    private Path folder;

    @BeforeEach
    void createFolder() {
        folder = DataFolders.used(parent.resolve("data"));
    }

    private static int answer(CommandDatabase database) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        database.jdbcUrl(), database.user(), database.password().reveal());
                ResultSet row = connection.createStatement().executeQuery("select 42")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void openShouldUseDatabaseOfServer() throws Exception {
        try (EmbeddedDatabase server = EmbeddedDatabase.start(folder)) {
            try (CommandDatabase first = CommandDatabase.open(folder);
                    CommandDatabase second = CommandDatabase.open(folder)) {
                assertThat(first.jdbcUrl()).isEqualTo(server.jdbcUrl());
                assertThat(answer(first)).isEqualTo(42);
                assertThat(answer(second)).isEqualTo(42);
            }
            assertThat(Session.query(server, "select 6 * 7")).isEqualTo("42");
        }
    }

    @Test
    void openShouldStartDatabaseAndStopItWhenNoServerRuns() throws Exception {
        CommandDatabase database = CommandDatabase.open(folder);
        assertThat(answer(database)).isEqualTo(42);

        database.close();
        database.close();

        assertThat(new ProcessProbe(folder.resolve("postgres")).processesInFolder())
                .isEmpty();
        EmbeddedDatabase.start(folder).close();
    }

    @Test
    void openShouldWaitForOtherCommandThatRunsDatabase() throws Exception {
        CommandDatabase first = CommandDatabase.open(folder);
        CompletableFuture<CommandDatabase> second = CompletableFuture.supplyAsync(() -> CommandDatabase.open(folder));
        assertThatExceptionOfType(EmbeddedDatabaseException.class)
                .isThrownBy(() -> CommandDatabase.open(folder, Duration.ZERO));

        assertThat(answer(first)).isEqualTo(42);
        assertThat(second).isNotDone();
        first.close();

        try (CommandDatabase database = second.get(120, TimeUnit.SECONDS)) {
            assertThat(answer(database)).isEqualTo(42);
        }
    }

    @Test
    void openShouldWaitUntilServerAcceptsConnections() throws Exception {
        FolderLock lock = FolderLock.take(folder);

        assertThatExceptionOfType(EmbeddedDatabaseException.class)
                .isThrownBy(() -> CommandDatabase.open(folder, Duration.ZERO))
                .withMessageContaining("does not accept connections");
        lock.close();
    }

    @Test
    void openShouldUseDatabaseOfServerInOtherProcess() throws Exception {
        Process server = OtherJvm.start(folder);
        try (BufferedReader output = server.inputReader()) {
            assertThat(output.readLine()).isEqualTo("1");

            try (CommandDatabase database = CommandDatabase.open(folder)) {
                assertThat(answer(database)).isEqualTo(42);
            }

            assertThat(server.isAlive()).isTrue();
        } finally {
            server.destroy();
            server.waitFor();
        }
    }
}
