package dev.chatrooms.benchmarks;

import dev.chatrooms.domain.id.RoomId;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * What a delivery of a message to one of a thousand in a room costs the server's processor, against raw writes of the
 * same frame.
 */
public final class FanOutBenchmark {
    private static final int RECEIVERS = 1000;
    private static final int MESSAGES = 400;
    private static final int IN_FLIGHT = 32;
    private static final int ROUNDS = 3;

    private FanOutBenchmark() {}

    /** Runs it; the argument is the number of receivers, {@value #RECEIVERS} without. */
    public static void main(String[] args) {
        int receivers = args.length > 0 ? Integer.parseInt(args[0]) : RECEIVERS;
        Path folder = Folders.create();
        try (Server server = Server.start(folder);
                Fleet fleet = new Fleet();
                Fleet rawFleet = new Fleet()) {
            Costs costs = new Costs(server, fleet, receivers);
            costs.warmUp();
            try (Raw raw = new Raw(rawFleet, receivers, costs.event())) {
                compare(raw, costs);
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private static void compare(Raw raw, Costs costs) {
        raw.micros(MESSAGES);
        Ratios single = new Ratios();
        Ratios batched = new Ratios();
        for (int round = 0; round < ROUNDS; round++) {
            double floor = raw.micros(MESSAGES);
            double one = costs.oneByOne(MESSAGES);
            double many = costs.inFlight(4 * MESSAGES);
            System.out.printf(
                    Locale.ROOT,
                    "a delivery: raw write %.2f µs, one in flight %.2f µs, %d in flight %.2f µs%n",
                    floor,
                    one,
                    IN_FLIGHT,
                    many);
            single.add(one / floor);
            batched.add(many / floor);
        }
        System.out.println("one event a frame: " + single.atMost(1.6));
        System.out.println("under load:        " + batched.atMost(0.4));
    }

    /** What it costs the server. */
    static final class Costs {
        private final Server server;
        private final int receivers;
        private final Audience audience;
        private final LoadClient sender;
        private final RoomId room;
        private final Fleet fleet;

        /** A room with so many people in it, all of them connected. */
        Costs(Server server, Fleet fleet, int receivers) {
            this(server, fleet, receivers, receivers);
        }

        /** A room with so many people in it, some of them connected. */
        Costs(Server server, Fleet fleet, int members, int receivers) {
            this.server = server;
            this.fleet = fleet;
            this.receivers = receivers;
            this.audience = new Audience(fleet, receivers);
            List<Crowd.Person> people;
            try (Crowd crowd = server.crowd()) {
                people = crowd.people(members);
                room = crowd.rooms(1, people).get(0);
            }
            List<CompletableFuture<LoadClient>> vessels = new ArrayList<>();
            for (Crowd.Person person : people.subList(0, receivers)) {
                vessels.add(fleet.connect(server.port(), person.token(), null, audience));
            }
            vessels.forEach(CompletableFuture::join);
            this.sender = vessels.get(0).join();
        }

        void warmUp() {
            oneByOne(MESSAGES);
            inFlight(2 * MESSAGES);
        }

        String event() {
            return audience.event();
        }

        double oneByOne(int messages) {
            return micros(
                    messages,
                    () -> audience.oneByOne(messages, () -> {
                        Audience.send(sender, room);
                        sender.flush();
                    }));
        }

        double inFlight(int messages) {
            fleet.check();
            return micros(messages, () -> audience.inFlight(messages, IN_FLIGHT, sender, room));
        }

        private double micros(int messages, Runnable run) {
            Duration before = server.jvm().cpu();
            run.run();
            return server.jvm().cpu().minus(before).toNanos() / 1e3 / messages / receivers;
        }
    }

    /** What it costs to do nothing but write. */
    private static final class Raw implements AutoCloseable {
        private final ChildJvm jvm;
        private final BufferedWriter orders;
        private final Audience audience;
        private final int receivers;

        Raw(Fleet fleet, int receivers, String event) {
            this.receivers = receivers;
            this.audience = new Audience(fleet, receivers);
            this.jvm = ChildJvm.start(ChildJvm.command(
                            "-cp",
                            System.getProperty("java.class.path"),
                            RawWriter.class.getName(),
                            Integer.toString(receivers),
                            event)
                    .redirectError(ProcessBuilder.Redirect.INHERIT));
            this.orders = jvm.process().outputWriter(StandardCharsets.US_ASCII);
            try {
                BufferedReader answers = jvm.process().inputReader(StandardCharsets.US_ASCII);
                int port = Integer.parseInt(answers.readLine());
                for (int i = 0; i < receivers; i++) {
                    fleet.connect(port, "", null, audience).join();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        double micros(int messages) {
            Duration before = jvm.cpu();
            audience.oneByOne(messages, this::order);
            return jvm.cpu().minus(before).toNanos() / 1e3 / messages / receivers;
        }

        private void order() {
            try {
                orders.write("\n");
                orders.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            jvm.close();
        }
    }
}
