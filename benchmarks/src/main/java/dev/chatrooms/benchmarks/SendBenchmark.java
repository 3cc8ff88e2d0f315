package dev.chatrooms.benchmarks;

import dev.chatrooms.domain.id.RoomId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Measures durable, ordered, idempotent sends per second over WebSockets, compared with plain JDBC on the same database
 * at the same concurrency: to 100 rooms, and to a single room that all senders belong to.
 */
public final class SendBenchmark {
    private static final int ROOMS = 100;
    private static final int SENDERS = 32;
    private static final int HOT_SENDERS = 16;
    private static final int IN_FLIGHT = 16;
    private static final int ROUNDS = 3;
    private static final int WARM_UP_SENDS = 100_000;
    private static final int MILLIS = 4000;

    private final int millis;
    private final ServerProcess server;
    private final JvmProbe probe;

    private SendBenchmark(int millis, ServerProcess server, JvmProbe probe) {
        this.millis = millis;
        this.server = server;
        this.probe = probe;
    }

    /** Runs the benchmark. The optional argument is the duration of a part, {@value #MILLIS} ms by default. */
    public static void main(String[] args) {
        int millis = args.length > 0 ? Integer.parseInt(args[0]) : MILLIS;
        Path folder = TempFolders.create();
        try (ServerProcess server = ServerProcess.start(folder);
                JvmProbe probe = server.probe()) {
            new SendBenchmark(millis, server, probe).run();
        } finally {
            TempFolders.delete(folder);
        }
    }

    private void run() {
        List<TestData.User> users;
        List<List<RoomId>> own = new ArrayList<>();
        List<RoomId> hot;
        try (TestData testData = server.testData()) {
            users = testData.users(SENDERS);
            for (int i = 0; i < SENDERS; i++) {
                // Divides 100 rooms among 32 users: three or four each.
                int count = (i + 1) * ROOMS / SENDERS - i * ROOMS / SENDERS;
                own.add(testData.rooms(count, List.of(users.get(i))));
            }
            hot = testData.rooms(1, users.subList(0, HOT_SENDERS));
        }
        try (JdbcBaseline plain = new JdbcBaseline(server.database(), ROOMS, SENDERS)) {
            System.out.println(ROOMS + " rooms, " + SENDERS + " senders");
            compare(plain, ROOMS, users, own, 1.0, 2.0);
            System.out.println("1 room, " + HOT_SENDERS + " senders who all receive it");
            compare(plain, 1, users.subList(0, HOT_SENDERS), Collections.nCopies(HOT_SENDERS, hot), 4.0, 15.0);
        }
    }

    private void compare(
            JdbcBaseline plain,
            int rooms,
            List<TestData.User> users,
            List<List<RoomId>> roomsOfEach,
            double goal,
            double pipelinedGoal) {
        Ratios one = new Ratios();
        Ratios many = new Ratios();
        try (SendLoad sends = new SendLoad(server, probe, users, roomsOfEach, IN_FLIGHT)) {
            plain.perSecond(rooms, users.size(), millis);
            sends.warmUp(WARM_UP_SENDS, IN_FLIGHT);
            sends.warmUp(WARM_UP_SENDS / 10, 1);
            for (int round = 0; round < ROUNDS; round++) {
                double baseline = plain.perSecond(rooms, users.size(), millis);
                SendLoad.Result result = sends.run(millis, 1);
                SendLoad.Result pipelined = sends.run(millis, IN_FLIGHT);
                System.out.printf(Locale.ROOT, "  plain JDBC   %,7.0f/s%n", baseline);
                System.out.println("  1 in flight  " + result);
                System.out.println("  " + IN_FLIGHT + " in flight " + pipelined);
                one.add(result.perSecond() / baseline);
                many.add(pipelined.perSecond() / baseline);
            }
        }
        System.out.println("  1 in flight  " + one.atLeast(goal));
        System.out.println("  " + IN_FLIGHT + " in flight " + many.atLeast(pipelinedGoal));
    }
}
