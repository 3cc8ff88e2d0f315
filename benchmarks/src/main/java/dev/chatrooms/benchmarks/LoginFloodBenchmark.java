package dev.chatrooms.benchmarks;

import java.net.http.HttpRequest;
import java.util.Locale;

/**
 * What sends and readers of history notice of two hundred people who log in all the time: their medians should not be
 * more than twice those of a quiet server.
 */
public final class LoginFloodBenchmark {
    private static final int PARALLEL = 200;
    private static final int WARM_UP = 2000;
    private static final int ROUNDS = 1500;
    private static final int MESSAGES = 500;

    private final Bench bench;
    private final Talk talk;
    private final String room;
    private final HttpRequest history;

    private record Measured(Samples sends, Samples history) {}

    private LoginFloodBenchmark(Bench bench, Talk talk, String token, String room) {
        this.bench = bench;
        this.talk = talk;
        this.room = room;
        this.history = bench.request("/rooms/" + room + "/messages?limit=50")
                .header("Authorization", "Bearer " + token)
                .build();
    }

    /** Runs it, with a flood that comes back when it is told to, and with one that comes back at once; no arguments. */
    public static void main(String[] args) {
        try (Bench bench = Bench.start()) {
            String token = bench.person("alice");
            HttpRequest.Builder newRoom = bench.request("/rooms")
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"kind\":\"public\",\"name\":\"Tea\"}"));
            String room = Bench.field("id", Bench.expect(201, bench.send(newRoom.build())));
            try (Talk talk = new Talk(bench, token)) {
                new LoginFloodBenchmark(bench, talk, token, room).run();
            }
        }
    }

    private void run() {
        for (int i = 0; i < MESSAGES; i++) {
            talk.send(room);
        }
        measure(WARM_UP);
        Measured quiet = measure(ROUNDS);
        print("quiet", quiet);
        for (int pause : new int[] {1, 0}) {
            try (LoginFlood flood = new LoginFlood(bench, PARALLEL, pause)) {
                flood.awaitFirstAnswer();
                measure(ROUNDS / 5);
                Measured flooded = measure(ROUNDS);
                print(pause > 0 ? "flood that obeys Retry-After" : "flood that does not", flooded);
                System.out.println("  logins  " + flood.answers());
                System.out.println("  sends   " + ratios(quiet.sends(), flooded.sends()));
                System.out.println("  history " + ratios(quiet.history(), flooded.history()));
            }
        }
    }

    private Measured measure(int rounds) {
        Measured measured = new Measured(new Samples(), new Samples());
        for (int i = 0; i < rounds; i++) {
            measured.sends().add(talk.send(room));
            long begin = System.nanoTime();
            Bench.expect(200, bench.send(history));
            measured.history().add(System.nanoTime() - begin);
        }
        return measured;
    }

    private static void print(String name, Measured measured) {
        System.out.println(name);
        System.out.println("  sends   " + measured.sends());
        System.out.println("  history " + measured.history());
    }

    private static String ratios(Samples quiet, Samples flooded) {
        double median = flooded.medianMillis() / quiet.medianMillis();
        return String.format(
                Locale.ROOT,
                "median times %.2f, p99 times %.2f: %s",
                median,
                flooded.percentileMillis(99) / quiet.percentileMillis(99),
                median <= 2 ? "within twice" : "MORE THAN TWICE");
    }
}
