package dev.chatrooms.benchmarks;

import dev.chatrooms.domain.id.RoomId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** People who send over WebSockets, each into rooms of his own or all into the same, and what that costs the server. */
final class SocketSends implements AutoCloseable {
    private static final int WARM_UP_MILLIS = 1000;

    private final Server server;
    private final Probe probe;
    private final Fleet fleet = new Fleet();
    private final List<LoadClient> vessels = new ArrayList<>();
    private final List<Sender> senders = new ArrayList<>();
    private Samples times = new Samples();

    /** What a run came to. */
    record Result(double perSecond, Samples times, double serverMicros, double databaseMicros, double allocatedKib) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,7.0f/s, p50 %5.2f ms, p99 %6.2f ms; a send: server %3.0f µs, database %3.0f µs, allocates %3.0f KiB",
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
     * @param rooms of each sender; he has to be a member
     */
    SocketSends(Server server, Probe probe, List<Crowd.Person> people, List<List<RoomId>> rooms, int mostInFlight) {
        this.server = server;
        this.probe = probe;
        for (int i = 0; i < people.size(); i++) {
            Sender sender = new Sender(System.nanoTime() + "-", rooms.get(i), mostInFlight, nanos -> times.add(nanos));
            senders.add(sender);
            vessels.add(fleet.connect(server.port(), people.get(i).token(), null, sender)
                    .join());
        }
    }

    /** Has them all send at least so many: what matters to a JVM is how often it did something, not for how long. */
    void warmUp(int sends, int inFlight) {
        for (int sent = 0; sent < sends; ) {
            sent += run(WARM_UP_MILLIS, inFlight).times().size();
        }
    }

    /** Has them all send for so long, each with so many in flight, and waits for what is in flight at the end. */
    Result run(int millis, int inFlight) {
        Duration serverBefore = server.jvm().cpu();
        Duration databaseBefore = server.jvm().childrensCpu();
        long allocatedBefore = probe.allocated();
        Samples measured = new Samples();
        long begin = System.nanoTime();
        fleet.execute(() -> {
            times = measured;
            for (int i = 0; i < senders.size(); i++) {
                senders.get(i).start(vessels.get(i), inFlight);
            }
        });
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        senders.forEach(Sender::stop);
        while (senders.stream().anyMatch(sender -> sender.inFlight() > 0)) {
            fleet.check();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
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
        fleet.close();
    }
}
