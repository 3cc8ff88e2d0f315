package dev.chatrooms.benchmarks;

import dev.chatrooms.domain.id.RoomId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How many durable, ordered, idempotent sends a second go through WebSockets, against plain JDBC on the same database
 * with the same concurrency: over 100 rooms, and into one that all senders are in and hear.
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
    private final Server server;
    private final Probe probe;

    private SendBenchmark(int millis, Server server, Probe probe) {
        this.millis = millis;
        this.server = server;
        this.probe = probe;
    }

    /** Runs it; the argument is how many milliseconds each part takes, {@value #MILLIS} without. */
    public static void main(String[] args) {
        int millis = args.length > 0 ? Integer.parseInt(args[0]) : MILLIS;
        Path folder = Folders.create();
        try (Server server = Server.start(folder);
                Probe probe = server.probe()) {
            new SendBenchmark(millis, server, probe).run();
        } finally {
            Folders.delete(folder);
        }
    }

    private void run() {
        List<Crowd.Person> people;
        List<List<RoomId>> own = new ArrayList<>();
        List<RoomId> hot;
        try (Crowd crowd = server.crowd()) {
            people = crowd.people(SENDERS);
            for (int i = 0; i < SENDERS; i++) {
                // 100 rooms for 32 people: three or four each.
                int count = (i + 1) * ROOMS / SENDERS - i * ROOMS / SENDERS;
                own.add(crowd.rooms(count, List.of(people.get(i))));
            }
            hot = crowd.rooms(1, people.subList(0, HOT_SENDERS));
        }
        try (PlainSends plain = new PlainSends(server.database(), ROOMS, SENDERS)) {
            System.out.println(ROOMS + " rooms, " + SENDERS + " senders");
            compare(plain, ROOMS, people, own, 1.0, 2.0);
            System.out.println("1 room, " + HOT_SENDERS + " senders who all hear it");
            compare(plain, 1, people.subList(0, HOT_SENDERS), Collections.nCopies(HOT_SENDERS, hot), 4.0, 15.0);
        }
    }

    private void compare(
            PlainSends plain,
            int rooms,
            List<Crowd.Person> people,
            List<List<RoomId>> roomsOfEach,
            double goal,
            double fullerGoal) {
        Ratios one = new Ratios();
        Ratios many = new Ratios();
        try (SocketSends sends = new SocketSends(server, probe, people, roomsOfEach, IN_FLIGHT)) {
            plain.perSecond(rooms, people.size(), millis);
            sends.warmUp(WARM_UP_SENDS, IN_FLIGHT);
            sends.warmUp(WARM_UP_SENDS / 10, 1);
            for (int round = 0; round < ROUNDS; round++) {
                double yardstick = plain.perSecond(rooms, people.size(), millis);
                SocketSends.Result result = sends.run(millis, 1);
                SocketSends.Result fuller = sends.run(millis, IN_FLIGHT);
                System.out.printf(Locale.ROOT, "  plain JDBC   %,7.0f/s%n", yardstick);
                System.out.println("  1 in flight  " + result);
                System.out.println("  " + IN_FLIGHT + " in flight " + fuller);
                one.add(result.perSecond() / yardstick);
                many.add(fuller.perSecond() / yardstick);
            }
        }
        System.out.println("  1 in flight  " + one.atLeast(goal));
        System.out.println("  " + IN_FLIGHT + " in flight " + many.atLeast(fullerGoal));
    }
}
