package dev.chatrooms.benchmarks;

import dev.chatrooms.domain.id.RoomId;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * What the other benchmarks measure, beside the same with ten times as many rooms, members or messages around it. Where
 * the ratio is near one, it does not matter how many there are.
 */
public final class GrowthBenchmark {
    private static final int TEN = 10;
    /** Of one person, who may have 20 streams; both halves of them are there at the same time. */
    private static final int SENDERS = 8;

    private static final int WARM_UP_SENDS = 30_000;
    private static final int ROOMS = 100;
    private static final int MEMBERS = 50;
    private static final int MESSAGES = 100_000;
    private static final int FAN_OUT_MESSAGES = 600;
    private static final int PAGES = 4000;
    private static final int ROUNDS = 3;
    private static final int MILLIS = 4000;

    private final int millis;
    private final Server server;

    private GrowthBenchmark(int millis, Server server) {
        this.millis = millis;
        this.server = server;
    }

    /**
     * Runs it; the argument is how many milliseconds each part takes that is measured by time, {@value #MILLIS}
     * without.
     */
    public static void main(String[] args) {
        int millis = args.length > 0 ? Integer.parseInt(args[0]) : MILLIS;
        Path folder = Folders.create();
        try {
            double empty;
            try (Server server = Server.start(folder)) {
                empty = restart(folder, server);
            }
            try (Server server = Server.start(folder)) {
                GrowthBenchmark benchmark = new GrowthBenchmark(millis, server);
                benchmark.sendsByRooms();
                benchmark.fanOutByMembers();
                benchmark.latencyByMembers();
                benchmark.historyByMessages();
                tell("start, after all of this, ms", empty, restart(folder, server));
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private static double restart(Path folder, Server running) {
        running.close();
        try (Server server = Server.start(folder)) {
            return server.startTime().toMillis();
        }
    }

    /** All of the senders' rooms are in use at once. */
    private void sendsByRooms() {
        List<Crowd.Person> people;
        List<RoomId> few;
        List<RoomId> many;
        try (Crowd crowd = server.crowd()) {
            people = crowd.people(1);
            few = crowd.rooms(ROOMS, people);
            many = crowd.rooms(TEN * ROOMS, people);
        }
        List<Crowd.Person> one = Collections.nCopies(SENDERS, people.get(0));
        try (Probe probe = server.probe();
                SocketSends small = new SocketSends(server, probe, one, Collections.nCopies(SENDERS, few), 1);
                SocketSends big = new SocketSends(server, probe, one, Collections.nCopies(SENDERS, many), 1)) {
            small.warmUp(WARM_UP_SENDS, 1);
            compare("a send with " + ROOMS + " rooms in use, processor µs", () -> micros(small), () -> micros(big));
        }
    }

    private double micros(SocketSends sends) {
        SocketSends.Result result = sends.run(millis, 1);
        return result.serverMicros() + result.databaseMicros();
    }

    /** All hear it; and then ten times as many belong to the room who are away. */
    private void fanOutByMembers() {
        try (Fleet fleet = new Fleet();
                Fleet bigFleet = new Fleet();
                Fleet awayFleet = new Fleet()) {
            FanOutBenchmark.Costs small = new FanOutBenchmark.Costs(server, fleet, MEMBERS);
            FanOutBenchmark.Costs big = new FanOutBenchmark.Costs(server, bigFleet, TEN * MEMBERS);
            FanOutBenchmark.Costs away = new FanOutBenchmark.Costs(server, awayFleet, TEN * MEMBERS, MEMBERS);
            small.warmUp();
            compare(
                    "a delivery to " + MEMBERS + " receivers, processor µs",
                    () -> small.oneByOne(TEN * FAN_OUT_MESSAGES),
                    () -> big.oneByOne(FAN_OUT_MESSAGES));
            compare(
                    "a delivery to " + MEMBERS + " of as many members, processor µs",
                    () -> small.oneByOne(TEN * FAN_OUT_MESSAGES),
                    () -> away.oneByOne(TEN * FAN_OUT_MESSAGES));
        }
    }

    private void latencyByMembers() {
        try (Fleet fleet = new Fleet();
                Fleet bigFleet = new Fleet()) {
            LatencyBenchmark.Conversation small = new LatencyBenchmark.Conversation(server, fleet, MEMBERS, MEMBERS);
            LatencyBenchmark.Conversation big =
                    new LatencyBenchmark.Conversation(server, bigFleet, TEN * MEMBERS, MEMBERS);
            int seconds = Math.max(1, millis / 1000);
            compare(
                    "send to receive, " + MEMBERS + " of as many members, p50 ms",
                    () -> small.run(seconds, LatencyBenchmark.A_SECOND).medianMillis(),
                    () -> big.run(seconds, LatencyBenchmark.A_SECOND).medianMillis());
        }
    }

    private void historyByMessages() {
        History small;
        History big;
        try (Crowd crowd = server.crowd()) {
            List<Crowd.Person> people = crowd.people(1);
            List<RoomId> rooms = crowd.rooms(2, people);
            small = new History(server, people.get(0), rooms.get(0));
            big = new History(server, people.get(0), rooms.get(1));
        }
        small.fill(MESSAGES);
        big.fill(TEN * MESSAGES);
        small.pages(PAGES, "");
        compare(
                "a page out of " + MESSAGES + " messages, p50 ms",
                () -> small.pages(PAGES / ROUNDS, "").medianMillis(),
                () -> big.pages(PAGES / ROUNDS, "").medianMillis());
    }

    private static void compare(String what, DoubleSupplier small, DoubleSupplier big) {
        Ratios ratios = new Ratios();
        for (int round = 0; round < ROUNDS; round++) {
            double before = small.getAsDouble();
            double after = big.getAsDouble();
            ratios.add(after / before);
            if (round == ROUNDS - 1) {
                System.out.printf(
                        Locale.ROOT,
                        "%-60s %8.2f, ten times as many %8.2f, median of the ratios %.2f%n",
                        what,
                        before,
                        after,
                        ratios.median());
            }
        }
    }

    private static void tell(String what, double before, double after) {
        System.out.printf(
                Locale.ROOT, "%-60s %8.0f, now              %8.0f, ratio %.2f%n", what, before, after, after / before);
    }
}
