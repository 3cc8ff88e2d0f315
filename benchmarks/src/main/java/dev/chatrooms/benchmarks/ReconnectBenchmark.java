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
 * Measures the time until two thousand clients that reconnect at the same moment are live, and the load on the
 * database. The clients are some hundreds of events behind. Missed events come from the ring buffer, so the load on the
 * database should not depend on their number.
 */
public final class ReconnectBenchmark {
    private static final int CLIENTS = 2000;
    private static final int FEW = 100;
    private static final int MANY = 400;

    /** A PostgreSQL connection reports its statistics at the latest this long after its last transaction. */
    private static final int STATISTICS_SECONDS = 12;

    private final ServerProcess server;
    private final Database database;
    private final List<TestData.User> users;
    private final RoomId room;

    private ReconnectBenchmark(ServerProcess server, List<TestData.User> users, RoomId room) {
        this.server = server;
        this.database = server.database();
        this.users = users;
        this.room = room;
    }

    /** Runs the benchmark. The optional argument is the number of clients, {@value #CLIENTS} by default. */
    public static void main(String[] args) {
        int clients = args.length > 0 ? Integer.parseInt(args[0]) : CLIENTS;
        Path folder = TempFolders.create();
        try (ServerProcess server = ServerProcess.start(folder)) {
            List<TestData.User> users;
            RoomId room;
            try (TestData testData = server.testData()) {
                users = testData.users(clients);
                room = testData.rooms(1, users).get(0);
            }
            ReconnectBenchmark benchmark = new ReconnectBenchmark(server, users, room);
            benchmark.run(clients, FEW);
            Result few = benchmark.run(clients, FEW);
            Result many = benchmark.run(clients, MANY);
            Result half = benchmark.run(clients / 2, MANY);
            System.out.println("database, " + MANY + " events behind to " + FEW + ": " + few.times(many));
            System.out.println("database, " + clients + " clients to " + clients / 2 + ": " + half.times(many));
        } finally {
            TempFolders.delete(folder);
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
        try (LoadGenerator generator = new LoadGenerator()) {
            EventCounter counter = new EventCounter();
            long begin = System.nanoTime();
            List<CompletableFuture<LoadClient>> connecting = new ArrayList<>();
            for (TestData.User user : users.subList(0, clients)) {
                connecting.add(generator.connect(server.port(), user.token(), cursor, counter));
            }
            while (counter.received < (long) clients * events) {
                generator.check();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
            connecting.forEach(CompletableFuture::join);
            seconds = (System.nanoTime() - begin) / 1e9;
        }
        awaitStatistics();
        Result result = new Result(seconds, transactions() - transactions, rows() - rows);
        System.out.printf(
                Locale.ROOT,
                "%,d clients, %d events behind: all live after %.2f s;"
                        + " the database ran %,d transactions and read %,d rows%n",
                clients,
                events,
                result.seconds(),
                result.transactions(),
                result.rows());
        return result;
    }

    /** Sends messages and returns the cursor from before them. */
    private String cursorBefore(int events) {
        try (LoadGenerator generator = new LoadGenerator()) {
            DeliveryCounter deliveries = new DeliveryCounter(generator, 1);
            LoadClient client = generator
                    .connect(server.port(), users.get(0).token(), null, deliveries)
                    .join();
            String cursor = InProcessServer.field("cursor", client.welcome());
            deliveries.inFlight(events, 32, client, room);
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

    private static final class EventCounter implements LoadClient.Listener {
        private volatile long received;

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // Only one thread writes.
        public void onEvent(LoadClient client, byte[] bytes, int from, int to) {
            received++;
        }
    }
}
