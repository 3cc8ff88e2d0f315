package dev.chatrooms.benchmarks;

import dev.chatrooms.domain.id.RoomId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Senders over WebSockets, each to its own rooms or all to the same room, and the cost for the server. */
final class SendLoad implements AutoCloseable {
    private static final int WARM_UP_MILLIS = 1000;

    private final ServerProcess server;
    private final JvmProbe probe;
    private final LoadGenerator generator = new LoadGenerator();
    private final List<LoadClient> clients = new ArrayList<>();
    private final List<PipelinedSender> senders = new ArrayList<>();
    private Samples times = new Samples();

    /** The measurements of a run. */
    record Result(double perSecond, Samples times, double serverMicros, double databaseMicros, double allocatedKib) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,7.0f/s, p50 %5.2f ms, p99 %6.2f ms;"
                            + " per send: server %3.0f µs, database %3.0f µs, allocated %3.0f KiB",
                    perSecond,
                    times.medianMillis(),
                    times.percentileMillis(99),
                    serverMicros,
                    databaseMicros,
                    allocatedKib);
        }
    }

    /**
     * Connects the senders.
     *
     * @param rooms the rooms of each sender, of which the sender must be a member
     */
    SendLoad(
            ServerProcess server,
            JvmProbe probe,
            List<TestData.User> users,
            List<List<RoomId>> rooms,
            int maxInFlight) {
        this.server = server;
        this.probe = probe;
        for (int i = 0; i < users.size(); i++) {
            PipelinedSender sender =
                    new PipelinedSender(System.nanoTime() + "-", rooms.get(i), maxInFlight, nanos -> times.add(nanos));
            senders.add(sender);
            clients.add(generator
                    .connect(server.port(), users.get(i).token(), null, sender)
                    .join());
        }
    }

    /** Runs until at least the given number of messages is sent, because the JVM's compilers count executions. */
    void warmUp(int sends, int inFlight) {
        for (int sent = 0; sent < sends; ) {
            sent += run(WARM_UP_MILLIS, inFlight).times().size();
        }
    }

    /** Sends for the given time, with a number of sends in flight for each sender, and waits for the last ones. */
    Result run(int millis, int inFlight) {
        Duration serverBefore = server.jvm().cpu();
        Duration databaseBefore = server.jvm().childrensCpu();
        long allocatedBefore = probe.allocated();
        Samples measured = new Samples();
        long start = System.nanoTime();
        generator.execute(() -> {
            times = measured;
            for (int i = 0; i < senders.size(); i++) {
                senders.get(i).start(clients.get(i), inFlight);
            }
        });
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        senders.forEach(PipelinedSender::stop);
        while (senders.stream().anyMatch(sender -> sender.inFlight() > 0)) {
            generator.check();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        int sent = measured.size();
        return new Result(
                sent / seconds,
                measured,
                micros(serverBefore, server.jvm().cpu()) / sent,
                micros(databaseBefore, server.jvm().childrensCpu()) / sent,
                (probe.allocated() - allocatedBefore) / 1024.0 / sent);
    }

    private static double micros(Duration from, Duration to) {
        return to.minus(from).toNanos() / 1e3;
    }

    @Override
    public void close() {
        generator.close();
    }
}
