package dev.chatrooms.benchmarks;

import dev.chatrooms.domain.id.RoomId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the latency from sending a message to receiving it at each of fifty receivers, at twenty sends per second,
 * compared with a plain durable insert.
 */
public final class LatencyBenchmark {
    private static final int RECEIVERS = 50;
    private static final int SECONDS = 30;
    private static final int WARM_UP_SECONDS = 40;
    /** Higher than the measured rate, because the JVM's compilers count executions. */
    private static final int WARM_UP_RATE = 400;

    static final int RATE = 20;
    private static final double GOAL_P50 = 1.5;
    private static final double GOAL_P99 = 4;

    private LatencyBenchmark() {}

    /** Runs the benchmark. The optional argument is its duration in seconds, {@value #SECONDS} by default. */
    public static void main(String[] args) {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : SECONDS;
        Path folder = TempFolders.create();
        try (ServerProcess server = ServerProcess.start(folder);
                LoadGenerator generator = new LoadGenerator()) {
            LatencyRoom room = new LatencyRoom(server, generator, RECEIVERS, RECEIVERS);
            room.run(WARM_UP_SECONDS, WARM_UP_RATE);
            Samples received = room.run(seconds, RATE);
            Samples inserts = inserts(server.database(), seconds);
            System.out.println("send to receive     " + received);
            System.out.println("plain JDBC, insert  " + inserts);
            System.out.printf(
                    Locale.ROOT, "ratio of the medians %.2f%n", received.medianMillis() / inserts.medianMillis());
            System.out.println("p50 " + report(received.medianMillis(), GOAL_P50));
            System.out.println("p99 " + report(received.percentileMillis(99), GOAL_P99));
        } finally {
            TempFolders.delete(folder);
        }
    }

    private static long interval(int perSecond) {
        return TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    private static String report(double millis, double goal) {
        return String.format(
                Locale.ROOT, "%.2f ms, goal %s ms: %s", millis, goal, millis <= goal ? "REACHED" : "MISSED");
    }

    /** Measures inserts at the same rate, so that disk and processors are in the same state. */
    private static Samples inserts(Database database, int seconds) {
        database.execute("create schema bench", "create table bench.message (id uuid primary key, text text not null)");
        Samples samples = new Samples();
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement("insert into bench.message values (?, ?)")) {
            long next = System.nanoTime();
            for (int i = 0; i < seconds * RATE; i++) {
                next += interval(RATE);
                LockSupport.parkNanos(next - System.nanoTime());
                long begin = System.nanoTime();
                insert.setObject(1, UUID.randomUUID());
                insert.setString(2, "a message of some length");
                insert.executeUpdate();
                samples.add(System.nanoTime() - begin);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return samples;
    }

    /** A room whose sender puts the current time into each message. Receivers subtract it from the time of arrival. */
    static final class LatencyRoom implements LoadClient.Listener {
        private static final byte[] TEXT = LoadClient.utf8("\"text\":\"");

        private final LoadGenerator generator;
        private final LoadClient sender;
        private final RoomId room;
        private Samples samples = new Samples();

        /** Creates a room in which only the first members, the receivers, are connected. */
        LatencyRoom(ServerProcess server, LoadGenerator generator, int members, int receivers) {
            this.generator = generator;
            List<TestData.User> users;
            try (TestData testData = server.testData()) {
                users = testData.users(members);
                room = testData.rooms(1, users).get(0);
            }
            List<CompletableFuture<LoadClient>> clients = new ArrayList<>();
            for (TestData.User user : users.subList(0, receivers)) {
                clients.add(generator.connect(server.port(), user.token(), null, this));
            }
            clients.forEach(CompletableFuture::join);
            this.sender = clients.get(0).join();
        }

        Samples run(int seconds, int perSecond) {
            Samples measured = new Samples();
            generator.execute(() -> samples = measured);
            long next = System.nanoTime();
            for (int i = 0; i < seconds * perSecond; i++) {
                next += interval(perSecond);
                LockSupport.parkNanos(next - System.nanoTime());
                long now = System.nanoTime();
                generator.execute(() -> send(now));
            }
            // Waits for the last messages.
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            CompletableFuture<Void> done = new CompletableFuture<>();
            generator.execute(() -> {
                samples = new Samples();
                done.complete(null);
            });
            done.join();
            generator.check();
            return measured;
        }

        private void send(long now) {
            sender.send("{\"op\":\"send\",\"ref\":\"1\",\"roomId\":\"" + room + "\",\"text\":\"" + now + "\"}");
            sender.flush();
        }

        @Override
        public void onEvent(LoadClient client, byte[] bytes, int from, int to) {
            samples.add(System.nanoTime() - time(bytes, from));
        }

        private static long time(byte[] bytes, int from) {
            int at = from;
            while (!java.util.Arrays.equals(bytes, at, at + TEXT.length, TEXT, 0, TEXT.length)) {
                at++;
            }
            long time = 0;
            for (int i = at + TEXT.length; bytes[i] != '"'; i++) {
                time = 10 * time + bytes[i] - '0';
            }
            return time;
        }
    }
}
