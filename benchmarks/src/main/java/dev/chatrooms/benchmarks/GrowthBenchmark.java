package dev.chatrooms.benchmarks;

import dev.chatrooms.domain.id.RoomId;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * Repeats the other measurements with ten times as many rooms, members or messages. A ratio near one means that the
 * cost does not depend on their number.
 */
public final class GrowthBenchmark {
    private static final int TEN = 10;
    /** Connections of one account, which may have 20. Both sets of senders are connected at the same time. */
    private static final int SENDERS = 8;

    private static final int WARM_UP_SENDS = 30_000;
    private static final int ROOMS = 100;
    private static final int MEMBERS = 50;
    private static final int MESSAGES = 100_000;
    private static final int FAN_OUT_MESSAGES = 600;
    private static final int PAGES = 4000;
    private static final int ROUNDS = 3;
    private static final int MILLIS = 4000;

    private final int millis;
    private final ServerProcess server;

    private GrowthBenchmark(int millis, ServerProcess server) {
        this.millis = millis;
        this.server = server;
    }

    /** Runs the benchmark. The optional argument is the duration of a timed part, {@value #MILLIS} ms by default. */
    public static void main(String[] args) {
        int millis = args.length > 0 ? Integer.parseInt(args[0]) : MILLIS;
        Path folder = TempFolders.create();
        try {
            double empty;
            try (ServerProcess server = ServerProcess.start(folder)) {
                empty = restart(folder, server);
            }
            try (ServerProcess server = ServerProcess.start(folder)) {
                GrowthBenchmark benchmark = new GrowthBenchmark(millis, server);
                benchmark.sendsByRooms();
                benchmark.fanOutByMembers();
                benchmark.latencyByMembers();
                benchmark.historyByMessages();
                report("start after all of the above, ms", empty, restart(folder, server));
            }
        } finally {
            TempFolders.delete(folder);
        }
    }

    private static double restart(Path folder, ServerProcess running) {
        running.close();
        try (ServerProcess server = ServerProcess.start(folder)) {
            return server.startTime().toMillis();
        }
    }

    /** Compares sends to few and to many rooms that are all in use. */
    private void sendsByRooms() {
        List<TestData.User> users;
        List<RoomId> few;
        List<RoomId> many;
        try (TestData testData = server.testData()) {
            users = testData.users(1);
            few = testData.rooms(ROOMS, users);
            many = testData.rooms(TEN * ROOMS, users);
        }
        List<TestData.User> one = Collections.nCopies(SENDERS, users.get(0));
        try (JvmProbe probe = server.probe();
                SendLoad small = new SendLoad(server, probe, one, Collections.nCopies(SENDERS, few), 1);
                SendLoad big = new SendLoad(server, probe, one, Collections.nCopies(SENDERS, many), 1)) {
            small.warmUp(WARM_UP_SENDS, 1);
            compare("a send with " + ROOMS + " rooms in use, processor µs", () -> micros(small), () -> micros(big));
        }
    }

    private double micros(SendLoad sends) {
        SendLoad.Result result = sends.run(millis, 1);
        return result.serverMicros() + result.databaseMicros();
    }

    /** Compares rooms whose members are all connected, then rooms with ten times as many disconnected members. */
    private void fanOutByMembers() {
        try (LoadGenerator generator = new LoadGenerator();
                LoadGenerator bigGenerator = new LoadGenerator();
                LoadGenerator awayGenerator = new LoadGenerator()) {
            FanOutBenchmark.DeliveryCost small = new FanOutBenchmark.DeliveryCost(server, generator, MEMBERS);
            FanOutBenchmark.DeliveryCost big = new FanOutBenchmark.DeliveryCost(server, bigGenerator, TEN * MEMBERS);
            FanOutBenchmark.DeliveryCost away =
                    new FanOutBenchmark.DeliveryCost(server, awayGenerator, TEN * MEMBERS, MEMBERS);
            small.warmUp();
            compare(
                    "a delivery to " + MEMBERS + " receivers, processor µs",
                    () -> small.oneByOne(TEN * FAN_OUT_MESSAGES),
                    () -> big.oneByOne(FAN_OUT_MESSAGES));
            compare(
                    "a delivery to " + MEMBERS + " of as many members, processor µs",
                    () -> small.oneByOne(TEN * FAN_OUT_MESSAGES),
                    () -> away.oneByOne(TEN * FAN_OUT_MESSAGES));
        }
    }

    private void latencyByMembers() {
        try (LoadGenerator generator = new LoadGenerator();
                LoadGenerator bigGenerator = new LoadGenerator()) {
            LatencyBenchmark.LatencyRoom small = new LatencyBenchmark.LatencyRoom(server, generator, MEMBERS, MEMBERS);
            LatencyBenchmark.LatencyRoom big =
                    new LatencyBenchmark.LatencyRoom(server, bigGenerator, TEN * MEMBERS, MEMBERS);
            int seconds = Math.max(1, millis / 1000);
            compare(
                    "send to receive, " + MEMBERS + " of as many members, p50 ms",
                    () -> small.run(seconds, LatencyBenchmark.RATE).medianMillis(),
                    () -> big.run(seconds, LatencyBenchmark.RATE).medianMillis());
        }
    }

    private void historyByMessages() {
        HistoryRoom small;
        HistoryRoom big;
        try (TestData testData = server.testData()) {
            List<TestData.User> users = testData.users(1);
            List<RoomId> rooms = testData.rooms(2, users);
            small = new HistoryRoom(server, users.get(0), rooms.get(0));
            big = new HistoryRoom(server, users.get(0), rooms.get(1));
        }
        small.fill(MESSAGES);
        big.fill(TEN * MESSAGES);
        small.pages(PAGES, "");
        compare(
                "a page out of " + MESSAGES + " messages, p50 ms",
                () -> small.pages(PAGES / ROUNDS, "").medianMillis(),
                () -> big.pages(PAGES / ROUNDS, "").medianMillis());
    }

    private static void compare(String label, DoubleSupplier small, DoubleSupplier big) {
        Ratios ratios = new Ratios();
        for (int round = 0; round < ROUNDS; round++) {
            double before = small.getAsDouble();
            double after = big.getAsDouble();
            ratios.add(after / before);
            if (round == ROUNDS - 1) {
                System.out.printf(
                        Locale.ROOT,
                        "%-60s %8.2f, ten times as many %8.2f, median of the ratios %.2f%n",
                        label,
                        before,
                        after,
                        ratios.median());
            }
        }
    }

    private static void report(String label, double before, double after) {
        System.out.printf(
                Locale.ROOT, "%-60s %8.0f, now              %8.0f, ratio %.2f%n", label, before, after, after / before);
    }
}
