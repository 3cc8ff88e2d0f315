package dev.chatrooms.bootstrap.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Crashes: of the JVM, of the server, of both. */
@Timeout(300)
class RecoveryTest {

    @TempDir
    private Path parent;

    private Path folder;

    @BeforeEach
    void makeFolder() {
        folder = DataFolders.used(parent.resolve("data"));
    }

    @Test
    void startShouldTakeOverAndLoseNothingWhenJvmWasKilled() throws Exception {
        int acknowledged = commitUntilKilled();
        ProcessHandle leftover = server();
        assertThat(leftover.isAlive()).isTrue();

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertThat(leftover.isAlive()).isFalse();
            assertKept(database, acknowledged);
        }
    }

    @Test
    void startShouldLoseNothingWhenJvmAndServerWereKilled() throws Exception {
        int acknowledged = commitUntilKilled();
        kill(server());

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            assertKept(database, acknowledged);
        }
    }

    @Test
    void startShouldLeaveProcessAloneWhenItOnlyHasTheNumber() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "600")
                .directory(folder.resolve("postgres").toFile())
                .start();
        try {
            Files.writeString(
                    folder.resolve("postgres/postmaster.pid"),
                    stranger.pid() + "\n" + folder.resolve("postgres") + "\n");

            EmbeddedDatabase.start(folder).close();

            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void serverShouldComeBackAtSameAddressWhenKilled() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            Session.run(database, "create table kept as select 'here' as value");
            ProcessHandle first = server();
            try (Connection busy = Session.connect(database);
                    Statement statement = busy.createStatement()) {
                statement.execute("select 1");
                kill(first);
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> statement.execute("select pg_sleep(60)"));
            }

            assertThat(askUntilAnswered(database, "select value from kept")).isEqualTo("here");
            assertThat(server().pid()).isNotEqualTo(first.pid());
        }
        assertThat(new ProcessProbe(folder.resolve("postgres")).all()).isEmpty();
    }

    @Test
    void serverShouldComeBackWhenKilledAgainAndAgain() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            for (int life = 0; life < 3; life++) {
                kill(server());
                assertThat(askUntilAnswered(database, "show fsync")).isEqualTo("on");
            }
        }
    }

    @Test
    void serverShouldComeBackWhenOrphanStaysBusy() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            try (Connection busy = Session.connect(database);
                    Statement statement = busy.createStatement()) {
                statement.execute("select 1");
                // On a thread of its own: two cores have one common worker, and the JDK tells ends of processes on it.
                CompletableFuture<Void> query = CompletableFuture.runAsync(
                        () -> countForever(statement), task -> new Thread(task, "busy session").start());
                awaitBusySession(database);
                kill(server());

                assertThat(askUntilAnswered(database, "select 1")).isEqualTo("1");
                assertThat(query).failsWithin(Duration.ofSeconds(120));
            }
        }
    }

    @Test
    void closeShouldEndAtOnceWhenServerIsComingBack() throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.start(folder);
        kill(server());

        database.close();

        assertThat(new ProcessProbe(folder.resolve("postgres")).all()).isEmpty();
        EmbeddedDatabase.start(folder).close();
    }

    @Test
    void closeShouldLeaveNoProcessWhenServerHangs() throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.start(folder);
        Session.run(database, "create table kept as select 'here' as value");
        ProcessHandle postmaster = server();
        hang(List.of(postmaster));
        List<ProcessHandle> family =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        hang(family);

        database.close();

        assertThat(family).hasSizeGreaterThan(1);
        for (ProcessHandle killed : family) {
            // Closing waits for the end of what it has killed only so long.
            killed.onExit().get(120, TimeUnit.SECONDS);
        }
        assertThat(new ProcessProbe(folder.resolve("postgres")).all()).isEmpty();
        try (EmbeddedDatabase again = EmbeddedDatabase.start(folder)) {
            assertThat(Session.ask(again, "select value from kept")).isEqualTo("here");
        }
    }

    private static void hang(List<ProcessHandle> processes) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", "-STOP"));
        processes.forEach(one -> command.add(Long.toString(one.pid())));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    /** Works without ever waiting, so that it does not notice that the server is gone. */
    private static void countForever(Statement statement) {
        try {
            statement.execute("select count(*) from generate_series(1, (10^12)::bigint) n, pg_class");
        } catch (SQLException gone) {
            throw new IllegalStateException(gone);
        }
    }

    /** Returns the highest number that the other JVM was told to be committed. */
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

    private static void assertKept(EmbeddedDatabase database, int acknowledged) throws SQLException {
        assertThat(Session.ask(database, "select count(*) from number where value between 1 and " + acknowledged))
                .isEqualTo(Integer.toString(acknowledged));
    }

    private static void awaitBusySession(EmbeddedDatabase database) throws Exception {
        String busy = "select exists (select from pg_stat_activity where state = 'active'"
                + " and query like 'select count(*) from gen%')";
        while (!Session.ask(database, busy).equals("t")) {
            Thread.onSpinWait();
        }
    }

    private ProcessHandle server() throws IOException {
        return ProcessHandle.of(new LockFile(folder.resolve("postgres")).pid().orElseThrow())
                .orElseThrow();
    }

    private static void kill(ProcessHandle process) throws Exception {
        process.destroyForcibly();
        process.onExit().get(120, TimeUnit.SECONDS);
    }

    /** The server needs a moment; the time limit of the test is the only one. */
    private static String askUntilAnswered(EmbeddedDatabase database, String question) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        while (true) {
            try {
                return Session.ask(database, question);
            } catch (SQLException notYet) {
                assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
            }
        }
    }
}
