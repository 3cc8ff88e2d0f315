package dev.chatrooms.benchmarks;

import dev.chatrooms.domain.id.RoomId;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Sends into its rooms in turn, with some sends in flight: when one is acknowledged the next goes out. For one
 * {@link LoadClient}.
 */
final class Sender implements LoadClient.Crew {
    private static final String TEXT = "a message of about the same length as those that the yardstick gets in this";

    private final String name;
    private final List<RoomId> rooms;
    private final LongConsumer took;
    private final long[] sentAt;
    private long acked;
    private long sent;
    private volatile boolean stopped = true;
    private volatile long unanswered;

    /**
     * @param name part of the client ids, so no other sender of this run may have it
     * @param took is told how many nanoseconds a send took; on the fleet's thread
     */
    Sender(String name, List<RoomId> rooms, int mostInFlight, LongConsumer took) {
        this.name = name;
        this.rooms = rooms;
        this.took = took;
        this.sentAt = new long[mostInFlight];
    }

    /** Sends until it is stopped, with so many in flight; on the fleet's thread. */
    void start(LoadClient vessel, int many) {
        stopped = false;
        for (int i = 0; i < many; i++) {
            send(vessel);
        }
        vessel.flush();
    }

    void stop() {
        stopped = true;
    }

    /** How many are not acknowledged yet. */
    long inFlight() {
        return unanswered;
    }

    @Override
    public void ack(LoadClient vessel) {
        took.accept(System.nanoTime() - sentAt[(int) (acked++ % sentAt.length)]);
        unanswered = sent - acked;
        if (!stopped) {
            send(vessel);
        }
    }

    private void send(LoadClient vessel) {
        RoomId room = rooms.get((int) (sent % rooms.size()));
        sentAt[(int) (sent % sentAt.length)] = System.nanoTime();
        String number = Long.toString(sent++);
        unanswered = sent - acked;
        vessel.send("{\"op\":\"send\",\"ref\":\"" + number + "\",\"roomId\":\"" + room + "\",\"text\":\"" + TEXT
                + "\",\"clientId\":\"" + name + number + "\"}");
    }
}
