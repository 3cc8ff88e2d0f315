package dev.chatrooms.benchmarks;

import dev.chatrooms.domain.id.RoomId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Receivers of a room, counted together, with one among them who sends. */
final class Audience implements LoadClient.Crew {
    private static final int PATIENCE_SECONDS = 120;
    private static final String TEXT =
            "a message of about the length that people write in a room with many others, or so";

    private final Fleet fleet;
    private final int receivers;
    private long heard;
    private long wanted;
    private CountDownLatch all = new CountDownLatch(0);
    private Runnable eachHeard = () -> {};
    private Consumer<LoadClient> fill = vessel -> {};
    private String event = "";
    private int acked;
    private int sent;

    Audience(Fleet fleet, int receivers) {
        this.fleet = fleet;
        this.receivers = receivers;
    }

    @Override
    public void event(LoadClient vessel, byte[] bytes, int from, int to) {
        if (event.isEmpty()) {
            event = LoadClient.text(bytes, from, to);
        }
        heard++;
        if (heard == wanted) {
            all.countDown();
        } else if (heard % receivers == 0) {
            eachHeard.run();
        }
    }

    @Override
    public void ack(LoadClient vessel) {
        acked++;
        fill.accept(vessel);
    }

    /** The first event that anybody heard, as it came. */
    String event() {
        return event;
    }

    /**
     * Has so many messages come one after another, each once all have heard the one before.
     *
     * @param next sends one
     */
    void oneByOne(int messages, Runnable next) {
        await(messages, () -> {
            eachHeard = next;
            next.run();
        });
    }

    /** Has so many messages sent into a room, with so many of them not acknowledged yet. */
    void inFlight(int messages, int inFlight, LoadClient sender, RoomId room) {
        await(messages, () -> {
            eachHeard = () -> {};
            acked = 0;
            sent = 0;
            fill = vessel -> {
                while (sent < messages && sent - acked < inFlight) {
                    sent++;
                    send(vessel, room);
                }
                vessel.flush();
            };
            fill.accept(sender);
        });
    }

    static void send(LoadClient vessel, RoomId room) {
        vessel.send("{\"op\":\"send\",\"ref\":\"1\",\"roomId\":\"" + room + "\",\"text\":\"" + TEXT + "\"}");
    }

    /** Runs something on the fleet's thread and waits until all have heard so many messages more. */
    private void await(int messages, Runnable begin) {
        CountDownLatch latch = new CountDownLatch(1);
        fleet.execute(() -> {
            heard = 0;
            wanted = (long) messages * receivers;
            all = latch;
            begin.run();
        });
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (!latch.await(1, TimeUnit.SECONDS)) {
                fleet.check();
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("only " + heard + " of " + wanted + " were heard");
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        // Processor time is counted in steps of ten milliseconds: what is just being finished is to be in.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        fleet.execute(() -> {
            eachHeard = () -> {};
            fill = vessel -> {};
        });
    }
}
