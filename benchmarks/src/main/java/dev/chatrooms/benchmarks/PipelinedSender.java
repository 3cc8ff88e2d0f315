package dev.chatrooms.benchmarks;

import dev.chatrooms.domain.id.RoomId;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Sends to its rooms in turn and keeps a number of sends in flight: each acknowledgement triggers the next send. Serves
 * one {@link LoadClient}.
 */
final class PipelinedSender implements LoadClient.Listener {
    private static final String TEXT = "a message of about the same length as those that the baseline gets in this";

    private final String name;
    private final List<RoomId> rooms;
    private final LongConsumer latencies;
    private final long[] sentAt;
    private long acked;
    private long sent;
    private volatile boolean stopped = true;
    private volatile long unacknowledged;

    /**
     * @param name part of the client ids; unique among the senders of a run
     * @param latencies receives the nanoseconds of each send, on the generator's thread
     */
    PipelinedSender(String name, List<RoomId> rooms, int maxInFlight, LongConsumer latencies) {
        this.name = name;
        this.rooms = rooms;
        this.latencies = latencies;
        this.sentAt = new long[maxInFlight];
    }

    /** Sends until stopped, with the given number in flight. Call on the generator's thread. */
    void start(LoadClient client, int inFlight) {
        stopped = false;
        for (int i = 0; i < inFlight; i++) {
            send(client);
        }
        client.flush();
    }

    void stop() {
        stopped = true;
    }

    /** Returns the number of unacknowledged sends. */
    long inFlight() {
        return unacknowledged;
    }

    @Override
    public void onAck(LoadClient client) {
        latencies.accept(System.nanoTime() - sentAt[(int) (acked++ % sentAt.length)]);
        unacknowledged = sent - acked;
        if (!stopped) {
            send(client);
        }
    }

    private void send(LoadClient client) {
        RoomId room = rooms.get((int) (sent % rooms.size()));
        sentAt[(int) (sent % sentAt.length)] = System.nanoTime();
        String number = Long.toString(sent++);
        unacknowledged = sent - acked;
        client.send("{\"op\":\"send\",\"ref\":\"" + number + "\",\"roomId\":\"" + room + "\",\"text\":\"" + TEXT
                + "\",\"clientId\":\"" + name + number + "\"}");
    }
}
