package dev.chatrooms.bootstrap.database;

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

/** One life of the server: a child process from its start to its end. */
final class PostgresServer {

    /** Recovery after a crash under heavy writing reads up to a gigabyte of log. */
    private static final Duration START = Duration.ofMinutes(3);

    private static final Duration POLL = Duration.ofMillis(10);

    /** On the command line they win over every file and over ALTER SYSTEM. */
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            // A socket would let local users in by another way than the one in pg_hba.conf.
            Map.entry("unix_socket_directories", ""),
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("password_encryption", "scram-sha-256"),
            // For roles that an operator makes, with a password of his.
            Map.entry("scram_iterations", "4096"),
            Map.entry("max_connections", "100"),
            Map.entry("shared_buffers", "128MB"),
            Map.entry("wal_compression", "on"),
            Map.entry("timezone", "UTC"),
            // What it logs comes to us, and is read there.
            Map.entry("logging_collector", "off"),
            Map.entry("log_destination", "stderr"),
            Map.entry("log_line_prefix", ""),
            Map.entry("lc_messages", "C"),
            // Statements and the values in details are people's messages and secrets.
            Map.entry("log_min_error_statement", "panic"),
            Map.entry("log_error_verbosity", "terse")));

    private final Process process;
    private final ServerLog log;

    private PostgresServer(Process process) {
        this.process = process;
        this.log = new ServerLog(process);
    }

    /**
     * Starts a server and returns when it takes connections.
     *
     * @param cancelled asked while waiting; the server is stopped when it says so
     * @throws EmbeddedDatabaseException if it does not come up
     */
    static PostgresServer start(PostgresBinaries binaries, Path folder, int port, BooleanSupplier cancelled)
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
                server.stop(new Shutdown(binaries));
            }
        }
    }

    long pid() {
        return process.pid();
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** Of a server that has ended. */
    int exitCode() {
        return process.exitValue();
    }

    void stop(Shutdown shutdown) {
        if (process.isAlive()) {
            shutdown.stop(process.toHandle());
        }
        try {
            log.awaitEnd(1_000);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady(Path folder, BooleanSupplier cancelled) throws IOException, InterruptedException {
        LockFile lockFile = new LockFile(folder);
        long begin = System.nanoTime();
        while (!lockFile.isReady(process.pid())) {
            if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new EmbeddedDatabaseException("PostgreSQL did not start in " + folder + ": " + log.reason());
            }
            if (cancelled.getAsBoolean()) {
                throw new EmbeddedDatabaseException("The start of PostgreSQL was cancelled.");
            }
            if (System.nanoTime() - begin > START.toNanos()) {
                throw new EmbeddedDatabaseException(
                        "PostgreSQL in " + folder + " did not become ready within " + START + ".");
            }
        }
    }

    private static List<String> command(PostgresBinaries binaries, Path folder, int port) {
        List<String> arguments = new ArrayList<>(List.of("-D", folder.toString()));
        arguments.addAll(List.of("-p", Integer.toString(port)));
        SETTINGS.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        List<String> command = new ArrayList<>();
        // A session of its own, where that can be had: Ctrl-C in a terminal would reach it too, and
        // stop it under us.
        if (Program.isOnPath("setsid")) {
            command.add("setsid");
        }
        command.addAll(binaries.command("postgres", arguments.toArray(String[]::new)));
        return command;
    }
}
