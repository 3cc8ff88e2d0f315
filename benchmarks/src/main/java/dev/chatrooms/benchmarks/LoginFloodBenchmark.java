package dev.chatrooms.benchmarks;

import java.net.http.HttpRequest;
import java.util.Locale;

/**
 * Measures how much a flood of two hundred concurrent logins slows down sends and history reads. Their medians should
 * at most double.
 */
public final class LoginFloodBenchmark {
    private static final int PARALLEL = 200;
    private static final int WARM_UP = 2000;
    private static final int ROUNDS = 1500;
    private static final int MESSAGES = 500;

    private final InProcessServer server;
    private final SequentialSender sender;
    private final String room;
    private final HttpRequest history;

    private record Measurement(Samples sends, Samples history) {}

    private LoginFloodBenchmark(InProcessServer server, SequentialSender sender, String token, String room) {
        this.server = server;
        this.sender = sender;
        this.room = room;
        this.history = server.request("/rooms/" + room + "/messages?limit=50")
                .header("Authorization", "Bearer " + token)
                .build();
    }

    /** Runs the benchmark with a flood that obeys Retry-After and with one that does not. Takes no arguments. */
    public static void main(String[] args) {
        try (InProcessServer server = InProcessServer.start()) {
            String token = server.register("alice");
            HttpRequest.Builder newRoom = server.request("/rooms")
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"kind\":\"public\",\"name\":\"Tea\"}"));
            String room = InProcessServer.field("id", InProcessServer.expect(201, server.send(newRoom.build())));
            try (SequentialSender sender = new SequentialSender(server, token)) {
                new LoginFloodBenchmark(server, sender, token, room).run();
            }
        }
    }

    private void run() {
        for (int i = 0; i < MESSAGES; i++) {
            sender.send(room);
        }
        measure(WARM_UP);
        Measurement quiet = measure(ROUNDS);
        print("quiet", quiet);
        for (int pause : new int[] {1, 0}) {
            try (LoginFlood flood = new LoginFlood(server, PARALLEL, pause)) {
                flood.awaitFirstResponse();
                measure(ROUNDS / 5);
                Measurement flooded = measure(ROUNDS);
                print(pause > 0 ? "flood that obeys Retry-After" : "flood that ignores Retry-After", flooded);
                System.out.println("  logins  " + flood.responses());
                System.out.println("  sends   " + ratios(quiet.sends(), flooded.sends()));
                System.out.println("  history " + ratios(quiet.history(), flooded.history()));
            }
        }
    }

    private Measurement measure(int rounds) {
        Measurement measurement = new Measurement(new Samples(), new Samples());
        for (int i = 0; i < rounds; i++) {
            measurement.sends().add(sender.send(room));
            long begin = System.nanoTime();
            InProcessServer.expect(200, server.send(history));
            measurement.history().add(System.nanoTime() - begin);
        }
        return measurement;
    }

    private static void print(String name, Measurement measurement) {
        System.out.println(name);
        System.out.println("  sends   " + measurement.sends());
        System.out.println("  history " + measurement.history());
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
