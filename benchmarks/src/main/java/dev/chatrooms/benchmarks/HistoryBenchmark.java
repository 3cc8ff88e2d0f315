package dev.chatrooms.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A page of fifty messages out of a million in a room, the newest and the oldest: they should take equally long. */
public final class HistoryBenchmark {
    private static final int MESSAGES = 1_000_000;
    private static final int WARM_UP = 6000;
    private static final int TIMES = 2000;
    private static final int ROUNDS = 3;
    private static final double GOAL_MILLIS = 0.6;

    private HistoryBenchmark() {}

    /** Runs it; the argument is the number of messages, {@value #MESSAGES} without. */
    public static void main(String[] args) {
        int messages = args.length > 0 ? Integer.parseInt(args[0]) : MESSAGES;
        Path folder = Folders.create();
        try (Server server = Server.start(folder)) {
            History history;
            try (Crowd crowd = server.crowd()) {
                List<Crowd.Person> people = crowd.people(1);
                history = new History(
                        server, people.get(0), crowd.rooms(1, people).get(0));
            }
            history.fill(messages);
            history.pages(WARM_UP, "");
            Ratios oldest = new Ratios();
            Ratios yardstick = new Ratios();
            for (int round = 0; round < ROUNDS; round++) {
                Samples rows = history.rows(TIMES, 1);
                Samples old = history.pages(TIMES, "&before=51");
                Samples young = history.pages(TIMES, "");
                System.out.println("plain JDBC, rows " + rows);
                System.out.println("oldest page      " + old);
                System.out.println("newest page      " + young);
                oldest.add(old.medianMillis() / young.medianMillis());
                yardstick.add(young.medianMillis() / rows.medianMillis());
                System.out.printf(
                        Locale.ROOT,
                        "p50 goal %s ms: %s%n",
                        GOAL_MILLIS,
                        Math.max(old.medianMillis(), young.medianMillis()) <= GOAL_MILLIS ? "REACHED" : "MISSED");
            }
            System.out.println("oldest to newest: " + oldest.atMost(1.2));
            System.out.printf(Locale.ROOT, "to plain JDBC: ratio %.2f%n", yardstick.median());
        } finally {
            Folders.delete(folder);
        }
    }
}
