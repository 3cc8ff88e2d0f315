package dev.chatrooms.bootstrap.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
class EmbeddedDatabaseTest {

    @TempDir
    private Path parent;

    private Path folder;

    @BeforeEach
    void makeFolder() {
        folder = DataFolders.used(parent.resolve("data"));
    }

    @Test
    void startShouldUnpackEverythingItselfWhenFolderIsMissing() throws Exception {
        Path nothing = parent.resolve("a folder/with spaces");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(nothing)) {
            assertThat(Session.ask(database, "select 6 * 7")).isEqualTo("42");
        }
        assertThat(mode(nothing)).isEqualTo("rwx------");
        assertThat(mode(nothing.resolve("postgres"))).isEqualTo("rwx------");
    }

    @Test
    void startShouldGiveDurableServerWithFixedSettingsWhenItMakesTheDatabase() throws Exception {
        folder = DataFolders.unused(parent.resolve("unused"));

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertSetting(database, "fsync", "on");
            assertSetting(database, "synchronous_commit", "on");
            assertSetting(database, "full_page_writes", "on");
            assertSetting(database, "listen_addresses", "127.0.0.1");
            assertSetting(database, "unix_socket_directories", "");
            assertSetting(database, "server_encoding", "UTF8");
            assertSetting(database, "scram_iterations", "4096");
            assertSetting(database, "max_connections", "100");
            assertSetting(database, "shared_buffers", "128MB");
            assertThat(Session.ask(database, "select datlocale from pg_database where datname='postgres'"))
                    .isEqualTo("C.UTF-8");
            assertThat(Session.ask(database, "select lower('ÄÖ')")).isEqualTo("äö");
        }
    }

    @Test
    void startShouldKeepPasswordPrivateAndAskForItWhenItMakesTheDatabase() throws Exception {
        folder = DataFolders.unused(parent.resolve("unused"));
        Files.writeString(folder.resolve("postgres.password"), "easy to guess\n");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            Path file = folder.resolve("postgres.password");
            assertThat(mode(file)).isEqualTo("rw-------");
            assertThat(Files.readString(file).strip())
                    .matches("[0-9a-f]{64}")
                    .isEqualTo(database.password().reveal());
            assertThat(Session.ask(database, "select rolpassword from pg_authid where rolname = 'postgres'"))
                    .startsWith("SCRAM-SHA-256$1:");
            assertThat(database.jdbcUrl()).doesNotContain(database.password().reveal());
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), "postgres", "wrong"))
                    .extracting(SQLException::getSQLState)
                    .isEqualTo("28P01");
        }
    }

    @Test
    void startShouldDeleteTheProgramsOfOtherVersionsAndNothingElse() throws Exception {
        Path programs = folder.resolve("postgres-binaries");
        Path older = Files.createDirectories(programs.resolve("postgres-0123456789abcdef/bin"));
        Files.writeString(older.resolve("postgres"), "of another version");
        Path others = Files.writeString(programs.resolve("notes"), "somebody's own");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(Session.ask(database, "select 1")).isEqualTo("1");
        }

        assertThat(programs.resolve("postgres-0123456789abcdef")).doesNotExist();
        assertThat(others).hasContent("somebody's own");
        try (Stream<Path> left = Files.list(programs)) {
            assertThat(left).hasSize(2);
        }
    }

    @Test
    void startShouldFindDataAndPasswordWhenStartedAgain() throws Exception {
        String password;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            password = database.password().reveal();
            Session.run(database, "create table kept as select 'here' as value");
        }
        // Who copied the folder may have opened it to everybody.
        Files.setPosixFilePermissions(
                folder.resolve("postgres.password"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(folder.resolve("postgres/pg_hba.conf"), "host all all 127.0.0.1/32 trust\n");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(database.password().reveal()).isEqualTo(password);
            assertThat(Session.ask(database, "select value from kept")).isEqualTo("here");
            assertThat(mode(folder.resolve("postgres.password"))).isEqualTo("rw-------");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), "postgres", "wrong"));
        }
    }

    @Test
    void startShouldMakeNewPasswordWhenFileIsLost() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            Session.run(database, "create table kept as select 'here' as value");
        }
        Files.delete(folder.resolve("postgres.password"));

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(Session.ask(database, "select value from kept")).isEqualTo("here");
            assertThat(Session.ask(database, "select rolpassword from pg_authid where rolname = 'postgres'"))
                    .startsWith("SCRAM-SHA-256$1:");
        }
    }

    @Test
    void startShouldSayWhatToDoWhenPasswordDoesNotFit() throws Exception {
        Files.writeString(folder.resolve("postgres.password"), "other\n");

        assertRefused("delete that file");
    }

    @Test
    void startShouldBeRefusedWhenFolderIsOpen() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertRefused(folder.toRealPath().toString());
            // The refusal must not have cost the first holder its lock.
            Process other = OtherJvm.start(folder);
            try {
                assertThat(other.inputReader().readLine())
                        .contains(folder.toRealPath().toString());
                assertThat(other.waitFor(120, TimeUnit.SECONDS)).isTrue();
                assertThat(other.exitValue()).isEqualTo(1);
            } finally {
                other.destroyForcibly();
            }
            assertThat(Session.ask(database, "select 1")).isEqualTo("1");
        }
    }

    @Test
    void startShouldBeRefusedWhenRoleWouldNotBeDurable() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            Session.run(database, "alter role postgres set synchronous_commit = off");
        }

        assertRefused("synchronous_commit=off");
        assertThat(new ProcessProbe(folder.resolve("postgres")).all()).isEmpty();
    }

    @Test
    void startShouldWinOverSettingsLeftInFolder() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            Session.run(database, "alter system set fsync = off");
            Session.run(database, "alter system set listen_addresses = '*'");
        }

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertSetting(database, "fsync", "on");
            assertSetting(database, "listen_addresses", "127.0.0.1");
        }
    }

    @ParameterizedTest
    @CsvSource({"PG_VERSION, PostgreSQL 17", "notes.txt, no PostgreSQL database"})
    void startShouldBeRefusedWhenFilesAreOfAnotherKind(String file, String reason) throws Exception {
        folder = DataFolders.unused(parent.resolve("unused"));
        Files.createDirectory(folder.resolve("postgres"));
        Files.writeString(folder.resolve("postgres").resolve(file), "17\n");

        assertRefused(reason);
        assertThat(folder.resolve("postgres").resolve(file)).hasContent("17");
    }

    @Test
    void startShouldGiveOneSentenceWhenServerCannotStart() throws Exception {
        Files.writeString(folder.resolve("postgres/postgresql.conf"), "nonsense = 1\n");

        assertRefused("postgresql.conf");
    }

    @Test
    void startShouldBeginAnewWhenFirstStartWasCutShort() throws Exception {
        folder = DataFolders.unused(parent.resolve("unused"));
        Files.createDirectories(folder.resolve("postgres.new/base"));
        Files.createDirectories(folder.resolve("postgres"));

        EmbeddedDatabase.start(folder).close();
        assertThat(folder.resolve("postgres.new")).doesNotExist();
    }

    @Test
    void closeShouldLeaveNothingBehindWhenCalledTwice() throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.start(folder);
        ProcessHandle server = ProcessHandle.of(
                        new LockFile(folder.resolve("postgres")).pid().orElseThrow())
                .orElseThrow();
        assertThat(new ProcessProbe(folder.resolve("postgres")).judge(server)).isEqualTo(ProcessProbe.Verdict.SERVER);

        database.close();
        database.close();

        assertThat(server.isAlive()).isFalse();
        assertThat(new ProcessProbe(folder.resolve("postgres")).all()).isEmpty();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("chatrooms-postgres")) {
                // Closing waits for what reads the server's output only so long.
                thread.join(Duration.ofSeconds(120).toMillis());
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
        EmbeddedDatabase.start(folder).close();
    }

    private void assertRefused(String reason) {
        assertThatExceptionOfType(EmbeddedDatabaseException.class)
                .isThrownBy(() -> EmbeddedDatabase.start(folder).close())
                .satisfies(refused -> assertThat(refused.getMessage())
                        .contains(reason)
                        .contains(folder.toRealPath().toString())
                        .doesNotContain("\n"));
    }

    private static void assertSetting(EmbeddedDatabase database, String name, String value) throws SQLException {
        assertThat(Session.ask(database, "show " + name)).as(name).isEqualTo(value);
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
