package dev.chatrooms.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Measures the time for a page of fifty messages out of a million in a room. The newest and the oldest page should take
 * equally long.
 */
public final class HistoryBenchmark {
    private static final int MESSAGES = 1_000_000;
    private static final int WARM_UP = 6000;
    private static final int TIMES = 2000;
    private static final int ROUNDS = 3;
    private static final double GOAL_MILLIS = 0.6;

    private HistoryBenchmark() {}

    /** Runs the benchmark. The optional argument is the number of messages, {@value #MESSAGES} by default. */
    public static void main(String[] args) {
        int messages = args.length > 0 ? Integer.parseInt(args[0]) : MESSAGES;
        Path folder = TempFolders.create();
        try (ServerProcess server = ServerProcess.start(folder)) {
            HistoryRoom history;
            try (TestData testData = server.testData()) {
                List<TestData.User> users = testData.users(1);
                history = new HistoryRoom(
                        server, users.get(0), testData.rooms(1, users).get(0));
            }
            history.fill(messages);
            history.pages(WARM_UP, "");
            Ratios oldest = new Ratios();
            Ratios baseline = new Ratios();
            for (int round = 0; round < ROUNDS; round++) {
                Samples rows = history.rows(TIMES, 1);
                Samples old = history.pages(TIMES, "&before=51");
                Samples young = history.pages(TIMES, "");
                System.out.println("plain JDBC, rows " + rows);
                System.out.println("oldest page      " + old);
                System.out.println("newest page      " + young);
                oldest.add(old.medianMillis() / young.medianMillis());
                baseline.add(young.medianMillis() / rows.medianMillis());
                System.out.printf(
                        Locale.ROOT,
                        "p50 goal %s ms: %s%n",
                        GOAL_MILLIS,
                        Math.max(old.medianMillis(), young.medianMillis()) <= GOAL_MILLIS ? "REACHED" : "MISSED");
            }
            System.out.println("oldest to newest: " + oldest.atMost(1.2));
            System.out.printf(Locale.ROOT, "to plain JDBC: ratio %.2f%n", baseline.median());
        } finally {
            TempFolders.delete(folder);
        }
    }
}
