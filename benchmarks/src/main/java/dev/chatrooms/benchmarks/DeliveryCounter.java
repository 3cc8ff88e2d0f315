package dev.chatrooms.benchmarks;

import dev.chatrooms.domain.id.RoomId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Counts the deliveries to all receivers of a room, and sends messages from one of them. */
final class DeliveryCounter implements LoadClient.Listener {
    private static final int TIMEOUT_SECONDS = 120;
    private static final String TEXT =
            "a message of about the length that people write in a room with many others, or so";

    private final LoadGenerator generator;
    private final int receivers;
    private long delivered;
    private long expected;
    private CountDownLatch all = new CountDownLatch(0);
    private Runnable afterEachMessage = () -> {};
    private Consumer<LoadClient> fill = client -> {};
    private String event = "";
    private int acked;
    private int sent;

    DeliveryCounter(LoadGenerator generator, int receivers) {
        this.generator = generator;
        this.receivers = receivers;
    }

    @Override
    public void onEvent(LoadClient client, byte[] bytes, int from, int to) {
        if (event.isEmpty()) {
            event = LoadClient.text(bytes, from, to);
        }
        delivered++;
        if (delivered == expected) {
            all.countDown();
        } else if (delivered % receivers == 0) {
            afterEachMessage.run();
        }
    }

    @Override
    public void onAck(LoadClient client) {
        acked++;
        fill.accept(client);
    }

    /** Returns the first event that any receiver got, as received. */
    String event() {
        return event;
    }

    /**
     * Sends messages one after another, each when all receivers have the previous one.
     *
     * @param next sends one message
     */
    void oneByOne(int messages, Runnable next) {
        await(messages, () -> {
            afterEachMessage = next;
            next.run();
        });
    }

    /** Sends messages to a room and keeps a number of them unacknowledged. */
    void inFlight(int messages, int inFlight, LoadClient sender, RoomId room) {
        await(messages, () -> {
            afterEachMessage = () -> {};
            acked = 0;
            sent = 0;
            fill = client -> {
                while (sent < messages && sent - acked < inFlight) {
                    sent++;
                    send(client, room);
                }
                client.flush();
            };
            fill.accept(sender);
        });
    }

    static void send(LoadClient client, RoomId room) {
        client.send("{\"op\":\"send\",\"ref\":\"1\",\"roomId\":\"" + room + "\",\"text\":\"" + TEXT + "\"}");
    }

    /** Runs a task on the generator's thread and waits until all receivers have the given number of new messages. */
    private void await(int messages, Runnable start) {
        CountDownLatch latch = new CountDownLatch(1);
        generator.execute(() -> {
            delivered = 0;
            expected = (long) messages * receivers;
            all = latch;
            start.run();
        });
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
            while (!latch.await(1, TimeUnit.SECONDS)) {
                generator.check();
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("only " + delivered + " of " + expected + " deliveries arrived");
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        // Processor time is counted in steps of ten milliseconds. Waits until work in progress is included.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        generator.execute(() -> {
            afterEachMessage = () -> {};
            fill = client -> {};
        });
    }
}
