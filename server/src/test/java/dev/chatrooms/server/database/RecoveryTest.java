package dev.chatrooms.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.chatrooms.application.Eventually;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recovery from crashes of the JVM, of the server, and of both. */
@Timeout(300)
class RecoveryTest {

    /** For servers that do not stop by themselves, which would otherwise use up all of the default timeouts. */
    private static final Shutdown.Timeouts SHORT_TIMEOUTS =
            new Shutdown.Timeouts(Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofMillis(500));

    @TempDir
    private Path parent;

    private Path folder;

    @BeforeEach
    void createFolder() {
        folder = DataFolders.used(parent.resolve("data"));
    }

    @Test
    void startShouldStopOrphanedServerAndLoseNothingWhenJvmWasKilled() throws Exception {
        int acknowledged = commitUntilKilled();
        ProcessHandle orphan = server();
        assertThat(orphan.isAlive()).isTrue();

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(orphan.isAlive()).isFalse();
            assertRetained(database, acknowledged);
        }
    }

    @Test
    void startShouldLoseNothingWhenJvmAndServerWereKilled() throws Exception {
        int acknowledged = commitUntilKilled();
        kill(server());

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertRetained(database, acknowledged);
        }
    }

    @Test
    void startShouldNotTouchUnrelatedProcessWithSameId() throws Exception {
        Process unrelated = new ProcessBuilder("sleep", "600")
                .directory(folder.resolve("postgres").toFile())
                .start();
        try {
            Files.writeString(
                    folder.resolve("postgres/postmaster.pid"),
                    unrelated.pid() + "\n" + folder.resolve("postgres") + "\n");

            EmbeddedDatabase.start(folder).close();

            assertThat(unrelated.isAlive()).isTrue();
        } finally {
            unrelated.destroyForcibly();
        }
    }

    /** The file exists once initdb, or PostgreSQL itself, has been started. */
    @ParameterizedTest
    @ValueSource(strings = {"postgres.new/PG_VERSION", "postgres/postmaster.pid"})
    void serverShouldStopWhenJvmIsTerminatedDuringStart(String file) throws Exception {
        folder = DataFolders.unused(parent.resolve("unused"));
        Process other = OtherJvm.start(folder);
        try {
            Eventually.await(() -> Files.exists(folder.resolve(file)));
            other.destroy();
            assertThat(other.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            other.destroyForcibly();
        }

        assertThat(new ProcessProbe(folder.resolve("postgres")).processesInFolder())
                .isEmpty();
        // A child of a killed initdb exits when it reads the end of its input.
        ProcessProbe initdb = new ProcessProbe(folder.resolve("postgres.new"));
        Eventually.await(() -> initdb.processesInFolder().isEmpty());
        EmbeddedDatabase.start(folder).close();
    }

    @Test
    void serverShouldStopWhenJvmIsTerminated() throws Exception {
        Process other = OtherJvm.start(folder);
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("1");
            // Process.destroy would also close the output, which is read to its end.
            other.toHandle().destroy();
            other.getInputStream().transferTo(OutputStream.nullOutputStream());
            assertThat(other.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            other.destroyForcibly();
        }

        assertThat(new ProcessProbe(folder.resolve("postgres")).processesInFolder())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "garbled", "0\n", "\u0000\u0000\u0000\u0000", "\u00e4\u00ff\n"})
    void startShouldDeletePidFileWithoutProcessId(String content) throws Exception {
        Path file = folder.resolve("postgres/postmaster.pid");
        Files.writeString(file, content, StandardCharsets.ISO_8859_1);

        EmbeddedDatabase.start(folder).close();

        assertThat(file).doesNotExist();
    }

    @Test
    void serverShouldRestartAtSameAddressWhenKilled() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            Session.execute(database, "create table retained as select 'here' as value");
            ProcessHandle first = server();
            try (Connection busy = Session.connect(database);
                    Statement statement = busy.createStatement()) {
                statement.execute("select 1");
                kill(first);
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> statement.execute("select pg_sleep(60)"));
            }

            assertThat(queryUntilAnswered(database, "select value from retained"))
                    .isEqualTo("here");
            assertThat(server().pid()).isNotEqualTo(first.pid());
        }
        assertThat(new ProcessProbe(folder.resolve("postgres")).processesInFolder())
                .isEmpty();
    }

    @Test
    void serverShouldRestartWhenKilledRepeatedly() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            for (int kills = 0; kills < 3; kills++) {
                kill(server());
                assertThat(queryUntilAnswered(database, "show fsync")).isEqualTo("on");
            }
        }
    }

    @Test
    void serverShouldRestartWhenOrphanStaysBusy() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, SHORT_TIMEOUTS)) {
            try (Connection busy = Session.connect(database);
                    Statement statement = busy.createStatement()) {
                statement.execute("select 1");
                CompletableFuture<Void> query = CompletableFuture.runAsync(
                        () -> countForever(statement), task -> new Thread(task, "busy session").start());
                awaitBusySession(database);
                kill(server());

                assertThat(queryUntilAnswered(database, "select 1")).isEqualTo("1");
                assertThat(query).failsWithin(Duration.ofSeconds(120));
            }
        }
    }

    @Test
    void serverShouldRestartWhenCommonPoolIsBusy() throws Exception {
        CountDownLatch restarted = new CountDownLatch(1);
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            for (int worker = 0; worker < ForkJoinPool.commonPool().getParallelism(); worker++) {
                ForkJoinPool.commonPool().execute(() -> awaitLatch(restarted));
            }
            kill(server());

            assertThat(queryUntilAnswered(database, "select 1")).isEqualTo("1");
        } finally {
            restarted.countDown();
        }
    }

    @Test
    void closeShouldReturnAtOnceWhenServerIsRestarting() throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.start(folder);
        kill(server());

        database.close();

        // The children of a killed server exit when they notice it.
        ProcessProbe probe = new ProcessProbe(folder.resolve("postgres"));
        Eventually.await(() -> probe.processesInFolder().isEmpty());
        EmbeddedDatabase.start(folder).close();
    }

    @Test
    void closeShouldKillAllProcessesWhenServerHangs() throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.start(folder, SHORT_TIMEOUTS);
        Session.execute(database, "create table retained as select 'here' as value");
        ProcessHandle postmaster = server();
        suspend(List.of(postmaster));
        List<ProcessHandle> processTree =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        suspend(processTree);

        database.close();

        assertThat(processTree).hasSizeGreaterThan(1);
        // Closing waits only for a limited time for killed processes.
        assertThat(Exits.await(processTree, Duration.ofSeconds(120))).isTrue();
        assertThat(new ProcessProbe(folder.resolve("postgres")).processesInFolder())
                .isEmpty();
        try (EmbeddedDatabase again = EmbeddedDatabase.start(folder)) {
            assertThat(Session.query(again, "select value from retained")).isEqualTo("here");
        }
    }

    private static void suspend(List<ProcessHandle> processes) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", "-STOP"));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    /** Runs a query that never blocks, so its process does not notice that the postmaster is gone. */
    private static void countForever(Statement statement) {
        try {
            statement.execute("select count(*) from generate_series(1, (10^12)::bigint) n, pg_class");
        } catch (SQLException gone) {
            throw new IllegalStateException(gone);
        }
    }

    /** Returns the highest number whose commit the other JVM has seen acknowledged. */
    private int commitUntilKilled() throws Exception {
        Process other = OtherJvm.start(folder);
        int acknowledged = 0;
        try (BufferedReader lines = other.inputReader()) {
            while (acknowledged < 200) {
                acknowledged = Integer.parseInt(lines.readLine());
            }
        } finally {
            other.destroyForcibly();
        }
        assertThat(other.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return acknowledged;
    }

    private static void assertRetained(EmbeddedDatabase database, int acknowledged) throws SQLException {
        assertThat(Session.query(database, "select count(*) from number where value between 1 and " + acknowledged))
                .isEqualTo(Integer.toString(acknowledged));
    }

    private static void awaitBusySession(EmbeddedDatabase database) throws Exception {
        String busy = "select exists (select from pg_stat_activity where state = 'active'"
                + " and query like 'select count(*) from gen%')";
        Eventually.await(() -> Session.query(database, busy).equals("t"));
    }

    private ProcessHandle server() throws IOException {
        return ProcessHandle.of(new PidFile(folder.resolve("postgres")).pid().orElseThrow())
                .orElseThrow();
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        assertThat(Exits.await(List.of(process), Duration.ofSeconds(120))).isTrue();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    /** Retries until the server responds. Only the test's timeout limits this. */
    private static String queryUntilAnswered(EmbeddedDatabase database, String sql) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                return Session.query(database, sql);
            } catch (SQLException notYet) {
                assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
            }
        }
    }
}
