package dev.chatrooms.benchmarks;

import dev.chatrooms.domain.id.RoomId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Two thousand clients come back at the same moment, some hundreds of events behind: how long until the last is live,
 * and what the database is asked for it. What they missed comes from the ring, so the database should not notice how
 * much it was.
 */
public final class ReconnectBenchmark {
    private static final int CLIENTS = 2000;
    private static final int FEW = 100;
    private static final int MANY = 400;

    /** So long after its last transaction a connection of PostgreSQL tells its statistics at the latest. */
    private static final int STATISTICS_SECONDS = 12;

    private final Server server;
    private final Database database;
    private final List<Crowd.Person> people;
    private final RoomId room;

    private ReconnectBenchmark(Server server, List<Crowd.Person> people, RoomId room) {
        this.server = server;
        this.database = server.database();
        this.people = people;
        this.room = room;
    }

    /** Runs it; the argument is the number of clients, each of another account; {@value #CLIENTS} without. */
    public static void main(String[] args) {
        int clients = args.length > 0 ? Integer.parseInt(args[0]) : CLIENTS;
        Path folder = Folders.create();
        try (Server server = Server.start(folder)) {
            List<Crowd.Person> people;
            RoomId room;
            try (Crowd crowd = server.crowd()) {
                people = crowd.people(clients);
                room = crowd.rooms(1, people).get(0);
            }
            ReconnectBenchmark benchmark = new ReconnectBenchmark(server, people, room);
            benchmark.run(clients, FEW);
            Result few = benchmark.run(clients, FEW);
            Result many = benchmark.run(clients, MANY);
            Result half = benchmark.run(clients / 2, MANY);
            System.out.println("database, " + MANY + " events behind to " + FEW + ": " + few.times(many));
            System.out.println("database, " + clients + " accounts to " + clients / 2 + ": " + half.times(many));
        } finally {
            Folders.delete(folder);
        }
    }

    private record Result(double seconds, long transactions, long rows) {
        String times(Result other) {
            return String.format(
                    Locale.ROOT,
                    "transactions times %.2f, rows times %.2f",
                    (double) other.transactions / transactions,
                    (double) other.rows / rows);
        }
    }

    private Result run(int clients, int events) {
        String cursor = cursorBefore(events);
        awaitStatistics();
        long transactions = transactions();
        long rows = rows();
        double seconds;
        try (Fleet fleet = new Fleet()) {
            Comeback comeback = new Comeback();
            long begin = System.nanoTime();
            List<CompletableFuture<LoadClient>> coming = new ArrayList<>();
            for (Crowd.Person person : people.subList(0, clients)) {
                coming.add(fleet.connect(server.port(), person.token(), cursor, comeback));
            }
            while (comeback.heard < (long) clients * events) {
                fleet.check();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            coming.forEach(CompletableFuture::join);
            seconds = (System.nanoTime() - begin) / 1e9;
        }
        awaitStatistics();
        Result result = new Result(seconds, transactions() - transactions, rows() - rows);
        System.out.printf(
                Locale.ROOT,
                "%,d clients, %d events behind: all live after %.2f s; the database saw %,d transactions and read %,d rows%n",
                clients,
                events,
                result.seconds(),
                result.transactions(),
                result.rows());
        return result;
    }

    /** Lets events pass. @return a cursor from before them */
    private String cursorBefore(int events) {
        try (Fleet fleet = new Fleet()) {
            Audience audience = new Audience(fleet, 1);
            LoadClient vessel = fleet.connect(server.port(), people.get(0).token(), null, audience)
                    .join();
            String cursor = Bench.field("cursor", vessel.welcome());
            audience.inFlight(events, 32, vessel, room);
            return cursor;
        }
    }

    private static void awaitStatistics() {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(STATISTICS_SECONDS));
    }

    private long transactions() {
        return database.number("select xact_commit from pg_stat_database where datname = current_database()");
    }

    private long rows() {
        return database.number("select tup_fetched from pg_stat_database where datname = current_database()");
    }

    private static final class Comeback implements LoadClient.Crew {
        private volatile long heard;

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
        public void event(LoadClient vessel, byte[] bytes, int from, int to) {
            heard++;
        }
    }
}
