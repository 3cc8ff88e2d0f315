package dev.chatrooms.benchmarks;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.account.AccountProfile;
import dev.chatrooms.domain.account.Account;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Measures how long a host needs to make accounts for all its users by {@code ensureAccount}, compared with plain JDBC
 * inserts on the same database at the same concurrency; then how long it takes to ensure the same accounts again, with
 * unchanged and with changed names.
 */
public final class EnsureAccountBenchmark {
    private static final int ACCOUNTS = 10_000;
    private static final int CONCURRENT = 8;
    private static final double GOAL_PER_SECOND = ACCOUNTS / 60.0;
    private static final double NANOS_PER_SECOND = 1e9;

    private final int count;
    private final Chat chat;
    private final ExecutorService threads = Executors.newFixedThreadPool(CONCURRENT);

    private EnsureAccountBenchmark(int count, Chat chat) {
        this.count = count;
        this.chat = chat;
    }

    /** A call for the n-th account, on one of the threads. */
    @FunctionalInterface
    private interface Call {
        void run(int thread, int account) throws SQLException;
    }

    /** Runs the benchmark. The optional argument is the number of accounts, {@value #ACCOUNTS} by default. */
    public static void main(String[] args) throws SQLException {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : ACCOUNTS;
        try (InProcessServer server = InProcessServer.start()) {
            new EnsureAccountBenchmark(count, server.chat()).run(server.database());
        }
    }

    private void run(Database database) throws SQLException {
        try {
            System.out.println(count + " accounts, " + CONCURRENT + " threads");
            double plain = plain(database);
            double added = seconds((thread, n) -> ensure(n, "User " + n));
            double unchanged = seconds((thread, n) -> ensure(n, "User " + n));
            double changed = seconds((thread, n) -> ensure(n, "Member " + n));
            print("plain JDBC", plain);
            print("new", added);
            print("unchanged", unchanged);
            print("changed", changed);
            boolean isReached = count / added >= GOAL_PER_SECOND;
            System.out.printf(
                    Locale.ROOT,
                    "  goal at least %,.0f/s new: %s%n",
                    GOAL_PER_SECOND,
                    isReached ? "REACHED" : "MISSED");
        } finally {
            threads.shutdown();
        }
    }

    private void print(String name, double seconds) {
        System.out.printf(Locale.ROOT, "  %-11s %6.1f s, %,7.0f/s%n", name, seconds, count / seconds);
    }

    private void ensure(int n, String name) {
        Account account = chat.administration()
                .ensureAccount("user-" + n + "@example.org", AccountProfile.named(name))
                .join();
        if (!account.displayName().value().equals(name)) {
            throw new IllegalStateException("account " + n + " has another name");
        }
    }

    private double plain(Database database) throws SQLException {
        database.execute(
                "create schema bench",
                "create table bench.account (id uuid primary key, external_id text not null unique,"
                        + " username text not null unique, display_name text not null, created_at timestamptz not null"
                        + " default now())");
        List<Connection> connections = new ArrayList<>();
        try {
            List<PreparedStatement> inserts = new ArrayList<>();
            for (int i = 0; i < CONCURRENT; i++) {
                connections.add(database.connect());
                inserts.add(connections
                        .get(i)
                        .prepareStatement("insert into bench.account (id, external_id, username, display_name)"
                                + " values (?, ?, ?, ?)"));
            }
            return seconds((thread, n) -> {
                PreparedStatement insert = inserts.get(thread);
                insert.setObject(1, UUID.randomUUID());
                insert.setString(2, "user-" + n + "@example.org");
                insert.setString(3, "user-" + n);
                insert.setString(4, "User " + n);
                insert.executeUpdate();
            });
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    /** Makes the call for each account, divided among the threads, and returns the time that it took. */
    private double seconds(Call call) {
        long start = System.nanoTime();
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int i = 0; i < CONCURRENT; i++) {
            int thread = i;
            running.add(CompletableFuture.runAsync(
                    () -> {
                        try {
                            for (int n = thread; n < count; n += CONCURRENT) {
                                call.run(thread, n);
                            }
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    threads));
        }
        running.forEach(CompletableFuture::join);
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }
}
