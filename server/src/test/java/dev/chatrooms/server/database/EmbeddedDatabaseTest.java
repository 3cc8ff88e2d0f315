package dev.chatrooms.server.database;

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
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class EmbeddedDatabaseTest {

    @TempDir
    private Path parent;

    private Path folder;

    @BeforeEach
    void createFolder() {
        folder = DataFolders.used(parent.resolve("data"));
    }

    @Test
    void startShouldCreateEverythingWhenFolderIsMissing() throws Exception {
        Path missing = parent.resolve("a folder/with spaces");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(missing)) {
            assertThat(Session.query(database, "select 6 * 7")).isEqualTo("42");
        }
        assertThat(mode(missing)).isEqualTo("rwx------");
        assertThat(mode(missing.resolve("postgres"))).isEqualTo("rwx------");
    }

    /** Characters that are special to shells, in search paths of libraries, or in PostgreSQL's own files. */
    @ParameterizedTest
    @ValueSource(strings = {"$HOME `id` \"double\" back\\slash", "it's; a:b, c=%d #e & *f\nline"})
    void startShouldSucceedWhenPathHasSpecialCharacters(String name) throws Exception {
        folder = DataFolders.unused(parent.resolve(name));

        EmbeddedDatabase.start(folder).close();
        Files.delete(folder.resolve("postgres.password"));
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(Session.query(database, "select 6 * 7")).isEqualTo("42");
        }

        assertThat(new ProcessProbe(folder.resolve("postgres")).processesInFolder())
                .isEmpty();
        try (Stream<Path> besides = Files.list(parent)) {
            assertThat(besides).containsExactlyInAnyOrder(parent.resolve("data"), folder);
        }
    }

    @Test
    void startShouldUseDurableAndFixedSettingsWhenDatabaseIsNew() throws Exception {
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
            assertThat(Session.query(database, "select datlocale from pg_database where datname='postgres'"))
                    .isEqualTo("C.UTF-8");
            assertThat(Session.query(database, "select lower('ÄÖ')")).isEqualTo("äö");
        }
    }

    @Test
    void startShouldCreatePrivatePasswordAndRequireItWhenDatabaseIsNew() throws Exception {
        folder = DataFolders.unused(parent.resolve("unused"));
        Files.writeString(folder.resolve("postgres.password"), "easy to guess\n");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            Path file = folder.resolve("postgres.password");
            assertThat(mode(file)).isEqualTo("rw-------");
            assertThat(Files.readString(file).strip())
                    .matches("[0-9a-f]{64}")
                    .isEqualTo(database.password().reveal());
            assertThat(Session.query(database, "select rolpassword from pg_authid where rolname = 'postgres'"))
                    .startsWith("SCRAM-SHA-256$1:");
            assertThat(database.jdbcUrl()).doesNotContain(database.password().reveal());
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), "postgres", "wrong"))
                    .extracting(SQLException::getSQLState)
                    .isEqualTo("28P01");
        }
    }

    @Test
    void startShouldDeleteProgramsOfOtherVersionsOnly() throws Exception {
        Path programs = folder.resolve("postgres-binaries");
        Path older = Files.createDirectories(programs.resolve("postgres-0123456789abcdef/bin"));
        Files.writeString(older.resolve("postgres"), "another version");
        Path unrelated = Files.writeString(programs.resolve("notes"), "unrelated");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(Session.query(database, "select 1")).isEqualTo("1");
        }

        assertThat(programs.resolve("postgres-0123456789abcdef")).doesNotExist();
        assertThat(unrelated).hasContent("unrelated");
        try (Stream<Path> remaining = Files.list(programs)) {
            assertThat(remaining).hasSize(2);
        }
    }

    @Test
    void startShouldKeepDataAndPasswordWhenRestarted() throws Exception {
        String password;
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            password = database.password().reveal();
            Session.execute(database, "create table retained as select 'here' as value");
        }
        // Copying the folder may have made it readable for all users.
        Files.setPosixFilePermissions(
                folder.resolve("postgres.password"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(folder.resolve("postgres/pg_hba.conf"), "host all all 127.0.0.1/32 trust\n");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(database.password().reveal()).isEqualTo(password);
            assertThat(Session.query(database, "select value from retained")).isEqualTo("here");
            assertThat(mode(folder.resolve("postgres.password"))).isEqualTo("rw-------");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), "postgres", "wrong"));
        }
    }

    @Test
    void startShouldCreateNewPasswordWhenFileIsMissing() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            Session.execute(database, "create table retained as select 'here' as value");
        }
        Files.delete(folder.resolve("postgres.password"));

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(Session.query(database, "select value from retained")).isEqualTo("here");
            assertThat(Session.query(database, "select rolpassword from pg_authid where rolname = 'postgres'"))
                    .startsWith("SCRAM-SHA-256$1:");
        }
    }

    @Test
    void startShouldExplainWhatToDoWhenPasswordIsWrong() throws Exception {
        Files.writeString(folder.resolve("postgres.password"), "other\n");

        assertStartFails("Delete that file");
    }

    @Test
    void startShouldFailWhenFolderIsInUse() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertStartFails(folder.toRealPath().toString());
            // The failed attempt must not release the first holder's lock.
            Process other = OtherJvm.start(folder);
            try {
                assertThat(other.inputReader().readLine())
                        .contains(folder.toRealPath().toString());
                assertThat(other.waitFor(120, TimeUnit.SECONDS)).isTrue();
                assertThat(other.exitValue()).isEqualTo(1);
            } finally {
                other.destroyForcibly();
            }
            assertThat(Session.query(database, "select 1")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-xr-x", "rwxrwx---", "rwxrwxrwx"})
    void startShouldNarrowPermissionsOfDatabaseWhenTheyAreTooWide(String mode) throws Exception {
        Files.setPosixFilePermissions(folder.resolve("postgres"), PosixFilePermissions.fromString(mode));

        EmbeddedDatabase.start(folder).close();

        assertThat(mode(folder.resolve("postgres"))).isEqualTo("rwxr-x---");
    }

    @Test
    void startShouldKeepPermissionsOfDatabaseThatPostgresAccepts() throws Exception {
        Files.setPosixFilePermissions(folder.resolve("postgres"), PosixFilePermissions.fromString("rwxr-x---"));

        EmbeddedDatabase.start(folder).close();

        assertThat(mode(folder.resolve("postgres"))).isEqualTo("rwxr-x---");
    }

    @Test
    void startShouldFailWhenRoleIsNotDurable() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            Session.execute(database, "alter role postgres set synchronous_commit = off");
        }

        assertStartFails("synchronous_commit=off");
        assertThat(new ProcessProbe(folder.resolve("postgres")).processesInFolder())
                .isEmpty();
    }

    @Test
    void startShouldOverrideSettingsInFolder() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            Session.execute(database, "alter system set fsync = off");
            Session.execute(database, "alter system set listen_addresses = '*'");
        }

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertSetting(database, "fsync", "on");
            assertSetting(database, "listen_addresses", "127.0.0.1");
        }
    }

    @ParameterizedTest
    @CsvSource({"PG_VERSION, PostgreSQL 17", "notes.txt, not a PostgreSQL database"})
    void startShouldFailWhenFolderHasOtherContent(String file, String reason) throws Exception {
        folder = DataFolders.unused(parent.resolve("unused"));
        Files.createDirectory(folder.resolve("postgres"));
        Files.writeString(folder.resolve("postgres").resolve(file), "17\n");

        assertStartFails(reason);
        assertThat(folder.resolve("postgres").resolve(file)).hasContent("17");
    }

    @Test
    void startShouldFailWithOneSentenceWhenServerCannotStart() throws Exception {
        Files.writeString(folder.resolve("postgres/postgresql.conf"), "nonsense = 1\n");

        assertStartFails("postgresql.conf");
    }

    @Test
    void startShouldSucceedWhenFirstStartWasInterrupted() throws Exception {
        folder = DataFolders.unused(parent.resolve("unused"));
        Files.createDirectories(folder.resolve("postgres.new/base"));
        Files.createDirectories(folder.resolve("postgres"));

        EmbeddedDatabase.start(folder).close();
        assertThat(folder.resolve("postgres.new")).doesNotExist();
    }

    @Test
    void closeShouldLeaveNoProcessOrThreadWhenCalledTwice() throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.start(folder);
        ProcessHandle server = ProcessHandle.of(
                        new PidFile(folder.resolve("postgres")).pid().orElseThrow())
                .orElseThrow();
        assertThat(new ProcessProbe(folder.resolve("postgres")).classify(server))
                .isEqualTo(ProcessProbe.Verdict.SERVER);

        database.close();
        database.close();

        assertThat(server.isAlive()).isFalse();
        assertThat(new ProcessProbe(folder.resolve("postgres")).processesInFolder())
                .isEmpty();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("chatrooms-postgres")) {
                // Closing waits only for a limited time for the thread that reads the server's output.
                thread.join(Duration.ofSeconds(120).toMillis());
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
        EmbeddedDatabase.start(folder).close();
    }

    private void assertStartFails(String reason) {
        assertThatExceptionOfType(EmbeddedDatabaseException.class)
                .isThrownBy(() -> EmbeddedDatabase.start(folder).close())
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains(reason)
                        .contains(folder.toRealPath().toString())
                        .doesNotContain("\n"));
    }

    private static void assertSetting(EmbeddedDatabase database, String name, String value) throws SQLException {
        assertThat(Session.query(database, "show " + name)).as(name).isEqualTo(value);
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
