package dev.chatrooms.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The baseline for durable sends: plain JDBC with a connection and a thread for each sender and a transaction for each
 * message. A transaction increments the room's counter, which locks the row until the commit, and inserts the message.
 * There are no permission checks, no idempotence, no log and no delivery.
 */
final class JdbcBaseline implements AutoCloseable {
    private static final String TEXT = "a message of about the same length as those that the server gets in this run";

    /**
     * Stay open between runs, because the measured processor time does not include database processes that have exited.
     */
    private final List<Connection> connections = new ArrayList<>();

    /** Creates the tables and opens a connection for each sender. */
    JdbcBaseline(Database database, int rooms, int senders) {
        database.execute(
                "create schema bench",
                "create table bench.room (id int primary key, last_seq bigint not null) with (fillfactor = 50)",
                "create table bench.message (id uuid primary key, room_id int not null, seq bigint not null,"
                        + " sender_id int not null, created_at timestamptz not null default now(), text text not null,"
                        + " unique (room_id, seq))",
                "insert into bench.room select n, 0 from generate_series(0, " + (rooms - 1) + ") as n");
        try {
            for (int i = 0; i < senders; i++) {
                connections.add(database.connect());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends for the given time and returns the number of sends per second. */
    double perSecond(int rooms, int senders, int millis) {
        ExecutorService threads = Executors.newFixedThreadPool(senders);
        try {
            long start = System.nanoTime();
            long end = start + TimeUnit.MILLISECONDS.toNanos(millis);
            List<CompletableFuture<Long>> running = new ArrayList<>();
            for (int i = 0; i < senders; i++) {
                int sender = i;
                running.add(CompletableFuture.supplyAsync(
                        () -> send(connections.get(sender), sender, rooms, end), threads));
            }
            long sent = running.stream().mapToLong(CompletableFuture::join).sum();
            return sent / ((System.nanoTime() - start) / 1e9);
        } finally {
            threads.shutdown();
        }
    }

    private static long send(Connection connection, int sender, int rooms, long end) {
        try (PreparedStatement count = connection.prepareStatement(
                        "update bench.room set last_seq = last_seq + 1 where id = ? returning last_seq");
                PreparedStatement insert = connection.prepareStatement(
                        "insert into bench.message (id, room_id, seq, sender_id, text) values (?, ?, ?, ?, ?)")) {
            connection.setAutoCommit(false);
            long sent = 0;
            while (System.nanoTime() < end) {
                int room = ThreadLocalRandom.current().nextInt(rooms);
                insert.setObject(1, UUID.randomUUID());
                insert.setInt(2, room);
                insert.setLong(3, next(count, room));
                insert.setInt(4, sender);
                insert.setString(5, TEXT);
                insert.executeUpdate();
                connection.commit();
                sent++;
            }
            return sent;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long next(PreparedStatement count, int room) throws SQLException {
        count.setInt(1, room);
        try (ResultSet row = count.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        try {
            for (Connection connection : connections) {
                connection.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
