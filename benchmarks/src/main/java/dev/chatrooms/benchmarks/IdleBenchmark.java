package dev.chatrooms.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the server's memory for an authenticated idle WebSocket. The heap has a fixed size and is touched at the
 * start, because it would otherwise grow and shrink by more than the measured amount. Growth of the resident memory is
 * therefore outside the heap.
 */
public final class IdleBenchmark {
    private static final int USERS = 250;
    private static final int SOCKETS_PER_USER = 20;
    private static final int CONCURRENT_CONNECTS = 50;
    private static final int PAUSE_SECONDS = 5;
    private static final double KIB = 1024;
    private static final double GOAL_HEAP = 12;
    private static final double GOAL_RESIDENT = 20;

    private IdleBenchmark() {}

    /**
     * Runs the benchmark. The optional argument is the number of users, {@value #USERS} by default, each with
     * {@value #SOCKETS_PER_USER} sockets.
     */
    public static void main(String[] args) {
        int users = args.length > 0 ? Integer.parseInt(args[0]) : USERS;
        Path folder = TempFolders.create();
        try (ServerProcess server = ServerProcess.start(folder, "-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch");
                JvmProbe probe = server.probe()) {
            List<TestData.User> all;
            try (TestData testData = server.testData()) {
                all = testData.users(users);
                testData.rooms(1, all);
            }
            // Connects once beforehand to load classes and fill pools and buffers that do not grow with the sockets.
            try (LoadGenerator generator = new LoadGenerator()) {
                connect(server, generator, all, 1);
            }
            long heapBefore = settledHeap(probe);
            long residentBefore = probe.resident();
            try (LoadGenerator generator = new LoadGenerator()) {
                int sockets = connect(server, generator, all, SOCKETS_PER_USER);
                long heap = settledHeap(probe) - heapBefore;
                long resident = heap + probe.resident() - residentBefore;
                generator.check();
                System.out.printf(
                        Locale.ROOT,
                        "%,d sockets; before: heap %.0f MiB, resident %.0f MiB%n",
                        sockets,
                        heapBefore / KIB / KIB,
                        residentBefore / KIB / KIB);
                System.out.println("heap each     " + report(heap / KIB / sockets, GOAL_HEAP));
                System.out.println("resident each " + report(resident / KIB / sockets, GOAL_RESIDENT));
            }
        } finally {
            TempFolders.delete(folder);
        }
    }

    private static int connect(ServerProcess server, LoadGenerator generator, List<TestData.User> users, int each) {
        List<CompletableFuture<LoadClient>> connecting = new ArrayList<>();
        int count = 0;
        for (int i = 0; i < each; i++) {
            for (TestData.User user : users) {
                connecting.add(generator.connect(server.port(), user.token(), null, new LoadClient.Listener() {}));
                count++;
                if (connecting.size() == CONCURRENT_CONNECTS) {
                    connecting.forEach(CompletableFuture::join);
                    connecting.clear();
                }
            }
        }
        connecting.forEach(CompletableFuture::join);
        return count;
    }

    private static long settledHeap(JvmProbe probe) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(PAUSE_SECONDS));
        return probe.liveHeap();
    }

    private static String report(double kib, double goal) {
        return String.format(Locale.ROOT, "%.1f KiB, goal %.0f KiB: %s", kib, goal, kib <= goal ? "REACHED" : "MISSED");
    }
}
