package dev.chatrooms.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What an authenticated WebSocket that nobody says anything on takes of the server's memory. The heap is of a fixed
 * size and touched from the start, since otherwise it would grow and shrink by more than is measured: what the process
 * has more of memory afterwards is all outside of it.
 */
public final class IdleBenchmark {
    private static final int PEOPLE = 250;
    private static final int EACH = 20;
    private static final int AT_ONCE = 50;
    private static final int PAUSE_SECONDS = 5;
    private static final double KIB = 1024;
    private static final double GOAL_HEAP = 12;
    private static final double GOAL_RESIDENT = 20;

    private IdleBenchmark() {}

    /** Runs it; the argument is the number of people, each with {@value #EACH} sockets; {@value #PEOPLE} without. */
    public static void main(String[] args) {
        int people = args.length > 0 ? Integer.parseInt(args[0]) : PEOPLE;
        Path folder = Folders.create();
        try (Server server = Server.start(folder, "-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch");
                Probe probe = server.probe()) {
            List<Crowd.Person> all;
            try (Crowd crowd = server.crowd()) {
                all = crowd.people(people);
                crowd.rooms(1, all);
            }
            // Once before: classes, pools and buffers that do not grow with the sockets.
            try (Fleet fleet = new Fleet()) {
                connect(server, fleet, all, 1);
            }
            long heapBefore = settledHeap(probe);
            long residentBefore = probe.resident();
            try (Fleet fleet = new Fleet()) {
                int sockets = connect(server, fleet, all, EACH);
                long heap = settledHeap(probe) - heapBefore;
                long resident = heap + probe.resident() - residentBefore;
                fleet.check();
                System.out.printf(
                        Locale.ROOT,
                        "%,d sockets; before: heap %.0f MiB, resident %.0f MiB%n",
                        sockets,
                        heapBefore / KIB / KIB,
                        residentBefore / KIB / KIB);
                System.out.println("heap each     " + told(heap / KIB / sockets, GOAL_HEAP));
                System.out.println("resident each " + told(resident / KIB / sockets, GOAL_RESIDENT));
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private static int connect(Server server, Fleet fleet, List<Crowd.Person> people, int each) {
        List<CompletableFuture<LoadClient>> coming = new ArrayList<>();
        int count = 0;
        for (int i = 0; i < each; i++) {
            for (Crowd.Person person : people) {
                coming.add(fleet.connect(server.port(), person.token(), null, new LoadClient.Crew() {}));
                count++;
                if (coming.size() == AT_ONCE) {
                    coming.forEach(CompletableFuture::join);
                    coming.clear();
                }
            }
        }
        coming.forEach(CompletableFuture::join);
        return count;
    }

    private static long settledHeap(Probe probe) {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(PAUSE_SECONDS));
        return probe.liveHeap();
    }

    private static String told(double kib, double goal) {
        return String.format(Locale.ROOT, "%.1f KiB, goal %.0f KiB: %s", kib, goal, kib <= goal ? "REACHED" : "MISSED");
    }
}
