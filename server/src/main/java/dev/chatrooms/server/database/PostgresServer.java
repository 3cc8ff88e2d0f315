package dev.chatrooms.server.database;

import dev.chatrooms.application.common.EssentialThread;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A PostgreSQL server as a child process, from its start to its exit. */
final class PostgresServer {

    /** Crash recovery after heavy writing reads up to a gigabyte of write-ahead log. */
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

    /** Passed on the command line, where they override all files and ALTER SYSTEM. */
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            // A socket would give local users access that pg_hba.conf does not control.
            Map.entry("unix_socket_directories", ""),
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("password_encryption", "scram-sha-256"),
            // Applies to roles that an operator creates.
            Map.entry("scram_iterations", "4096"),
            Map.entry("max_connections", "100"),
            Map.entry("shared_buffers", "128MB"),
            Map.entry("wal_compression", "on"),
            Map.entry("timezone", "UTC"),
            // PostgresLog reads the log from standard error.
            Map.entry("logging_collector", "off"),
            Map.entry("log_destination", "stderr"),
            Map.entry("log_line_prefix", ""),
            Map.entry("lc_messages", "C"),
            // Statements and error details contain messages of users and secrets.
            Map.entry("log_min_error_statement", "panic"),
            Map.entry("log_error_verbosity", "terse")));

    private final Process process;
    private final PostgresLog log;
    private final CompletableFuture<Void> exit = new CompletableFuture<>();

    private PostgresServer(Process process) {
        this.process = process;
        this.log = new PostgresLog(process);
        new EssentialThread(this::awaitExit, "chatrooms-postgres-exit", () -> true).start();
    }

    /**
     * Starts a server and returns when it accepts connections.
     *
     * @param cancelled polled while waiting; stops the server when it returns true
     * @throws EmbeddedDatabaseException if the server does not start
     */
    static PostgresServer start(
            PostgresBinaries binaries, Path folder, int port, Shutdown shutdown, BooleanSupplier cancelled)
            throws IOException {
        Process process = Program.builder(command(binaries, folder, port)).start();
        process.getOutputStream().close();
        PostgresServer server = new PostgresServer(process);
        boolean ready = false;
        try {
            server.awaitReady(folder, cancelled);
            ready = true;
            return server;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new EmbeddedDatabaseException("The start of PostgreSQL was interrupted.", stop);
        } finally {
            if (!ready) {
                server.stop(shutdown);
            }
        }
    }

    long pid() {
        return process.pid();
    }

    /**
     * Returns a future that completes when the process has exited, in a thread of the server's own: see {@link Exits}.
     */
    CompletableFuture<Void> onExit() {
        return exit;
    }

    /** Returns the exit code of a server that has exited. */
    int exitCode() {
        return process.exitValue();
    }

    void stop(Shutdown shutdown) {
        if (process.isAlive()) {
            shutdown.stop(process.toHandle());
        }
        try {
            log.awaitEndOfOutput(1_000);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitExit() {
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException ignored) {
                // Nothing but the exit ends this wait, or a server that has died would not be restarted.
            }
        }
        exit.complete(null);
    }

    private void awaitReady(Path folder, BooleanSupplier cancelled) throws IOException, InterruptedException {
        PidFile pidFile = new PidFile(folder);
        long begin = System.nanoTime();
        while (!pidFile.isReady(process.pid())) {
            if (process.waitFor(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new EmbeddedDatabaseException(
                        "PostgreSQL did not start in " + folder + ": " + log.failureReason());
            }
            if (cancelled.getAsBoolean()) {
                throw new EmbeddedDatabaseException("The start of PostgreSQL was cancelled.");
            }
            if (System.nanoTime() - begin > START_TIMEOUT.toNanos()) {
                throw new EmbeddedDatabaseException(
                        "PostgreSQL in " + folder + " did not become ready within " + START_TIMEOUT + ".");
            }
        }
    }

    private static List<String> command(PostgresBinaries binaries, Path folder, int port) {
        List<String> arguments = new ArrayList<>(List.of("-D", folder.toString()));
        arguments.addAll(List.of("-p", Integer.toString(port)));
        SETTINGS.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        List<String> command = new ArrayList<>();
        // Runs in a new session if possible, because Ctrl-C in a terminal would also stop PostgreSQL.
        if (Program.isOnPath("setsid")) {
            command.add("setsid");
        }
        command.addAll(binaries.command("postgres", arguments.toArray(String[]::new)));
        return command;
    }
}
