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
 * Measures the server's processor time for delivering a message to each of a thousand members of a room, compared with
 * raw writes of the same frame.
 */
public final class FanOutBenchmark {
    private static final int RECEIVERS = 1000;
    private static final int MESSAGES = 400;
    private static final int IN_FLIGHT = 32;
    private static final int ROUNDS = 3;

    private FanOutBenchmark() {}

    /** Runs the benchmark. The optional argument is the number of receivers, {@value #RECEIVERS} by default. */
    public static void main(String[] args) {
        int receivers = args.length > 0 ? Integer.parseInt(args[0]) : RECEIVERS;
        Path folder = TempFolders.create();
        try (ServerProcess server = ServerProcess.start(folder);
                LoadGenerator generator = new LoadGenerator();
                LoadGenerator rawGenerator = new LoadGenerator()) {
            DeliveryCost costs = new DeliveryCost(server, generator, receivers);
            costs.warmUp();
            try (RawCost raw = new RawCost(rawGenerator, receivers, costs.event())) {
                compare(raw, costs);
            }
        } finally {
            TempFolders.delete(folder);
        }
    }

    private static void compare(RawCost raw, DeliveryCost costs) {
        raw.micros(MESSAGES);
        Ratios single = new Ratios();
        Ratios batched = new Ratios();
        for (int round = 0; round < ROUNDS; round++) {
            double floor = raw.micros(MESSAGES);
            double one = costs.oneByOne(MESSAGES);
            double many = costs.inFlight(4 * MESSAGES);
            System.out.printf(
                    Locale.ROOT,
                    "per delivery: raw write %.2f µs, one in flight %.2f µs, %d in flight %.2f µs%n",
                    floor,
                    one,
                    IN_FLIGHT,
                    many);
            single.add(one / floor);
            batched.add(many / floor);
        }
        System.out.println("one event per frame: " + single.atMost(1.6));
        System.out.println("under load:          " + batched.atMost(0.4));
    }

    /** The server's cost of a delivery. */
    static final class DeliveryCost {
        private final ServerProcess server;
        private final int receivers;
        private final DeliveryCounter deliveries;
        private final LoadClient sender;
        private final RoomId room;
        private final LoadGenerator generator;

        /** Creates a room whose members are all connected. */
        DeliveryCost(ServerProcess server, LoadGenerator generator, int receivers) {
            this(server, generator, receivers, receivers);
        }

        /** Creates a room in which only the first members, the receivers, are connected. */
        DeliveryCost(ServerProcess server, LoadGenerator generator, int members, int receivers) {
            this.server = server;
            this.generator = generator;
            this.receivers = receivers;
            this.deliveries = new DeliveryCounter(generator, receivers);
            List<TestData.User> users;
            try (TestData testData = server.testData()) {
                users = testData.users(members);
                room = testData.rooms(1, users).get(0);
            }
            List<CompletableFuture<LoadClient>> clients = new ArrayList<>();
            for (TestData.User user : users.subList(0, receivers)) {
                clients.add(generator.connect(server.port(), user.token(), null, deliveries));
            }
            clients.forEach(CompletableFuture::join);
            this.sender = clients.get(0).join();
        }

        void warmUp() {
            oneByOne(MESSAGES);
            inFlight(2 * MESSAGES);
        }

        String event() {
            return deliveries.event();
        }

        double oneByOne(int messages) {
            return micros(
                    messages,
                    () -> deliveries.oneByOne(messages, () -> {
                        DeliveryCounter.send(sender, room);
                        sender.flush();
                    }));
        }

        double inFlight(int messages) {
            generator.check();
            return micros(messages, () -> deliveries.inFlight(messages, IN_FLIGHT, sender, room));
        }

        private double micros(int messages, Runnable run) {
            Duration before = server.jvm().cpu();
            run.run();
            return server.jvm().cpu().minus(before).toNanos() / 1e3 / messages / receivers;
        }
    }

    /** The cost of a raw write. */
    private static final class RawCost implements AutoCloseable {
        private final ChildJvm jvm;
        private final BufferedWriter commands;
        private final DeliveryCounter deliveries;
        private final int receivers;

        RawCost(LoadGenerator generator, int receivers, String event) {
            this.receivers = receivers;
            this.deliveries = new DeliveryCounter(generator, receivers);
            this.jvm = ChildJvm.start(ChildJvm.command(
                            "-cp",
                            System.getProperty("java.class.path"),
                            RawFrameWriter.class.getName(),
                            Integer.toString(receivers),
                            event)
                    .redirectError(ProcessBuilder.Redirect.INHERIT));
            this.commands = jvm.process().outputWriter(StandardCharsets.US_ASCII);
            try {
                BufferedReader output = jvm.process().inputReader(StandardCharsets.US_ASCII);
                int port = Integer.parseInt(output.readLine());
                for (int i = 0; i < receivers; i++) {
                    generator.connect(port, "", null, deliveries).join();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        double micros(int messages) {
            Duration before = jvm.cpu();
            deliveries.oneByOne(messages, this::requestFrame);
            return jvm.cpu().minus(before).toNanos() / 1e3 / messages / receivers;
        }

        private void requestFrame() {
            try {
                commands.write("\n");
                commands.flush();
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
