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
 * How long a message takes from its sending to each of fifty receivers, at twenty sends a second, against one plain
 * durable insert.
 */
public final class LatencyBenchmark {
    private static final int RECEIVERS = 50;
    private static final int SECONDS = 30;
    private static final int WARM_UP_SECONDS = 40;
    /** What matters to a JVM is how often it did something, not for how long. */
    private static final int WARM_UP_A_SECOND = 400;

    static final int A_SECOND = 20;
    private static final double GOAL_P50 = 1.5;
    private static final double GOAL_P99 = 4;

    private LatencyBenchmark() {}

    /** Runs it; the argument is for how many seconds, {@value #SECONDS} without. */
    public static void main(String[] args) {
        int seconds = args.length > 0 ? Integer.parseInt(args[0]) : SECONDS;
        Path folder = Folders.create();
        try (Server server = Server.start(folder);
                Fleet fleet = new Fleet()) {
            Conversation talk = new Conversation(server, fleet, RECEIVERS, RECEIVERS);
            talk.run(WARM_UP_SECONDS, WARM_UP_A_SECOND);
            Samples heard = talk.run(seconds, A_SECOND);
            Samples inserts = inserts(server.database(), seconds);
            System.out.println("send to receive     " + heard);
            System.out.println("plain JDBC, insert  " + inserts);
            System.out.printf(
                    Locale.ROOT, "ratio of the medians %.2f%n", heard.medianMillis() / inserts.medianMillis());
            System.out.println("p50 " + told(heard.medianMillis(), GOAL_P50));
            System.out.println("p99 " + told(heard.percentileMillis(99), GOAL_P99));
        } finally {
            Folders.delete(folder);
        }
    }

    private static long pace(int aSecond) {
        return TimeUnit.SECONDS.toNanos(1) / aSecond;
    }

    private static String told(double millis, double goal) {
        return String.format(
                Locale.ROOT, "%.2f ms, goal %s ms: %s", millis, goal, millis <= goal ? "REACHED" : "MISSED");
    }

    /** At the same pace, so that disk and processors are as awake. */
    private static Samples inserts(Database database, int seconds) {
        database.execute("create schema bench", "create table bench.message (id uuid primary key, text text not null)");
        Samples samples = new Samples();
        try (Connection connection = database.connect();
                PreparedStatement insert = connection.prepareStatement("insert into bench.message values (?, ?)")) {
            long next = System.nanoTime();
            for (int i = 0; i < seconds * A_SECOND; i++) {
                next += pace(A_SECOND);
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

    /** One who sends into a room, its text being the time; and others who look at the time when they get it. */
    static final class Conversation implements LoadClient.Crew {
        private static final byte[] TEXT = LoadClient.utf8("\"text\":\"");

        private final Fleet fleet;
        private final LoadClient sender;
        private final RoomId room;
        private Samples samples = new Samples();

        /** A room with so many people in it, some of them connected. */
        Conversation(Server server, Fleet fleet, int members, int receivers) {
            this.fleet = fleet;
            List<Crowd.Person> people;
            try (Crowd crowd = server.crowd()) {
                people = crowd.people(members);
                room = crowd.rooms(1, people).get(0);
            }
            List<CompletableFuture<LoadClient>> vessels = new ArrayList<>();
            for (Crowd.Person person : people.subList(0, receivers)) {
                vessels.add(fleet.connect(server.port(), person.token(), null, this));
            }
            vessels.forEach(CompletableFuture::join);
            this.sender = vessels.get(0).join();
        }

        Samples run(int seconds, int aSecond) {
            Samples measured = new Samples();
            fleet.execute(() -> samples = measured);
            long next = System.nanoTime();
            for (int i = 0; i < seconds * aSecond; i++) {
                next += pace(aSecond);
                LockSupport.parkNanos(next - System.nanoTime());
                long now = System.nanoTime();
                fleet.execute(() -> send(now));
            }
            // The last ones are still on their way.
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            CompletableFuture<Void> done = new CompletableFuture<>();
            fleet.execute(() -> {
                samples = new Samples();
                done.complete(null);
            });
            done.join();
            fleet.check();
            return measured;
        }

        private void send(long now) {
            sender.send("{\"op\":\"send\",\"ref\":\"1\",\"roomId\":\"" + room + "\",\"text\":\"" + now + "\"}");
            sender.flush();
        }

        @Override
        public void event(LoadClient vessel, byte[] bytes, int from, int to) {
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
