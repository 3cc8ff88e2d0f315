package dev.chatrooms.benchmarks;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How long it takes from the start of the process until the server says that it is ready: on an empty folder, and on
 * one with a database.
 */
public final class StartBenchmark {
    private static final int ROUNDS = 5;
    private static final double GOAL_EMPTY = 2500;
    private static final double GOAL_EXISTING = 1500;

    private StartBenchmark() {}

    /** Runs it; the argument is how often, {@value #ROUNDS} times without. */
    public static void main(String[] args) {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : ROUNDS;
        Samples empty = new Samples();
        Samples existing = new Samples();
        Samples bare = new Samples();
        for (int i = 0; i < rounds; i++) {
            Path folder = Folders.create();
            try {
                empty.add(start(folder));
                existing.add(start(folder));
                existing.add(start(folder));
                bare.add(bareJvm());
            } finally {
                Folders.delete(folder);
            }
        }
        System.out.println("a JVM that says its version  " + bare);
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
        try (Server server = Server.start(folder)) {
            return server.startTime().toNanos();
        }
    }

    private static long bareJvm() {
        long begin = System.nanoTime();
        try (ChildJvm jvm = ChildJvm.start(ChildJvm.command("-version").redirectErrorStream(true))) {
            if (!jvm.process().waitFor(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("a JVM that does not even say its version");
            }
            return System.nanoTime() - begin;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
