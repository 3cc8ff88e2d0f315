package dev.chatrooms.benchmarks;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Measures the time from the start of the process until the server is ready, on an empty and on an existing folder. */
public final class StartBenchmark {
    private static final int ROUNDS = 5;
    private static final double GOAL_EMPTY = 2500;
    private static final double GOAL_EXISTING = 1500;

    private StartBenchmark() {}

    /** Runs the benchmark. The optional argument is the number of rounds, {@value #ROUNDS} by default. */
    public static void main(String[] args) {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : ROUNDS;
        Samples empty = new Samples();
        Samples existing = new Samples();
        Samples bare = new Samples();
        for (int i = 0; i < rounds; i++) {
            Path folder = TempFolders.create();
            try {
                empty.add(start(folder));
                existing.add(start(folder));
                existing.add(start(folder));
                bare.add(bareJvm());
            } finally {
                TempFolders.delete(folder);
            }
        }
        System.out.println("java -version                " + bare);
        print("empty folder                 ", empty, bare, GOAL_EMPTY);
        print("existing folder              ", existing, bare, GOAL_EXISTING);
    }

    private static void print(String name, Samples samples, Samples bare, double goal) {
        System.out.printf(
                Locale.ROOT,
                "%s%s, ratio %.1f, goal %.0f ms: %s%n",
                name,
                samples,
                samples.medianMillis() / bare.medianMillis(),
                goal,
                samples.medianMillis() <= goal ? "REACHED" : "MISSED");
    }

    private static long start(Path folder) {
        try (ServerProcess server = ServerProcess.start(folder)) {
            return server.startTime().toNanos();
        }
    }

    private static long bareJvm() {
        long begin = System.nanoTime();
        try (ChildJvm jvm = ChildJvm.start(ChildJvm.command("-version").redirectErrorStream(true))) {
            if (!jvm.process().waitFor(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("java -version did not exit in time");
            }
            return System.nanoTime() - begin;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
