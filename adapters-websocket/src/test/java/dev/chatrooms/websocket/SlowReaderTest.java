package dev.chatrooms.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.websocket.TestServer.Person;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that do not read: they use bounded memory, delay no other client and lose no events. */
@Tag("rounds")
class SlowReaderTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int MAX_QUEUED_BYTES = 256 * 1024;
    /** Many times more than the kernel and a connection can buffer together. */
    private static final int MESSAGES = Boolean.getBoolean("chatrooms.thorough") ? 50_000 : 10_000;

    private static final int BATCH = 100;
    /** The last messages, which are written only after the slow client resumes reading. */
    private static final int TAIL = MESSAGES / 4;

    private static final String PADDING = "x".repeat(400);

    private final TestServer server = new TestServer();
    private final Person alice = server.person("alice");
    private final Person bob = server.person("bob");
    private final Person carol = server.person("carol");
    private final RoomId room = server.room(alice, bob, carol);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void slowReaderShouldReceiveEverythingWithoutDelayingOthers() {
        try (TestClient slow = TestClient.withSmallReceiveBuffer(server.port());
                TestClient fast = server.join(carol)) {
            slow.hello(bob.token(), null);
            slow.expect("welcome");

            int maxQueued = 0;
            for (int sent = 0; sent < MESSAGES; sent += BATCH) {
                for (int i = sent; i < sent + BATCH; i++) {
                    server.send(alice, room, i + " " + PADDING);
                }
                // The fast client reads the whole batch before the next one, while the slow client reads nothing.
                for (int i = sent; i < sent + BATCH; i++) {
                    assertThat(textOf(fast.expect("event"))).isEqualTo(i + " " + PADDING);
                }
                maxQueued = Math.max(maxQueued, server.adapter.maxQueuedBytes());
            }
            assertThat(maxQueued).isBetween(1, MAX_QUEUED_BYTES);

            long last = 0;
            int framesBeforeTail = 0;
            for (int i = 0; i < MESSAGES; i++) {
                if (i == MESSAGES - TAIL) {
                    framesBeforeTail = slow.frameLengths.size();
                }
                JsonNode event = slow.expect("event");
                assertThat(textOf(event)).isEqualTo(i + " " + PADDING);
                assertThat(Positions.of(event)).isGreaterThan(last);
                last = Positions.of(event);
            }
            assertThat(slow.frameLengths).allMatch(length -> length <= 65_536);
            // Earlier messages may have been written one by one.
            assertThat(slow.frameLengths.size() - framesBeforeTail)
                    .as("events are batched into frames")
                    .isLessThan(TAIL / 10);
            slow.roundTrip();
        }
    }

    @Test
    void slowReaderShouldBeClosedAfterATimeoutAndMayResume() {
        String cursor = "";
        int seen = 0;
        int sent = 0;
        try (TestClient slow = TestClient.withSmallReceiveBuffer(server.port())) {
            slow.hello(bob.token(), null);
            slow.expect("welcome");
            // Sends more than the socket buffers can hold, however late the writer runs.
            while (sent < MESSAGES || server.adapter.maxQueuedBytes() < 32 * 1024) {
                for (int i = 1; i < BATCH; i++) {
                    server.send(alice, room, sent++ + " " + PADDING);
                }
                server.send(alice, room, sent++ + " " + PADDING).join();
            }
            server.advance(Duration.ofSeconds(60));
            while (true) {
                TestClient.Received frame = slow.receive();
                if (frame.opcode() == TestClient.CLOSE) {
                    assertThat(frame.closeCode()).isEqualTo(4001);
                    break;
                }
                for (String line : frame.text().split("\n")) {
                    JsonNode event = TestClient.parse(line);
                    assertThat(textOf(event)).isEqualTo(seen++ + " " + PADDING);
                    cursor = event.path("cursor").asText();
                }
            }
        }
        assertThat(seen).isLessThan(sent);
        try (TestClient again = server.connect()) {
            again.hello(bob.token(), cursor);
            assertThat(again.expect("welcome").path("resume").asText()).isEqualTo("resumed");
            while (seen < sent) {
                assertThat(textOf(again.expect("event"))).isEqualTo(seen++ + " " + PADDING);
            }
        }
    }

    @Test
    void floodingClientShouldBeThrottledAndThenAborted() {
        try (TestClient flood = TestClient.withSmallReceiveBuffer(server.port());
                TestClient other = server.join(carol)) {
            flood.hello(bob.token(), null);
            flood.expect("welcome");
            String pings = ("{\"op\":\"ping\",\"ref\":\"" + "r".repeat(60) + "\"}\n").repeat(700);
            CompletableFuture<Void> sending = runAsync(() -> {
                while (true) {
                    flood.text(pings);
                }
            });
            while (server.adapter.maxQueuedBytes() < 32 * 1024) {
                other.roundTrip();
            }
            assertThat(server.adapter.maxQueuedBytes()).isLessThan(MAX_QUEUED_BYTES);
            server.advance(Duration.ofSeconds(59));
            other.roundTrip();
            server.advance(Duration.ofSeconds(1));
            // Closing takes several steps, each with a timeout, so the clock advances until it is complete.
            long deadline = System.nanoTime() + TIMEOUT.toNanos();
            while (!sending.isDone()) {
                assertThat(System.nanoTime())
                        .as("the connection is aborted in time")
                        .isLessThan(deadline);
                server.advance(Duration.ofSeconds(5));
                other.roundTrip();
            }
            assertThat(sending)
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .havingRootCause()
                    .isInstanceOf(java.io.IOException.class);
            other.roundTrip();
        }
    }

    @Test
    void pingsShouldAllBeAnsweredWhenThousandsAreInOneFrame() {
        try (TestClient client = server.join(alice)) {
            int count = 65_536 / 14;
            client.text("{\"op\":\"ping\"}\n".repeat(count));
            for (int i = 0; i < count; i++) {
                client.expect("pong");
            }
            client.roundTrip();
        }
    }

    @Test
    void sendsShouldAllBeAckedInOrderWhenTheyOutrunTheirReplies() {
        try (TestClient client = server.join(alice)) {
            int count = 2000;
            CompletableFuture<Void> sending = runAsync(() -> {
                for (int i = 0; i < count; i++) {
                    client.send(room, "r" + i, PADDING);
                }
            });
            for (int i = 0; i < count; i++) {
                assertThat(client.await("ack").path("ref").asText()).isEqualTo("r" + i);
            }
            sending.join();
            assertThat(server.adapter.maxQueuedBytes()).isLessThan(MAX_QUEUED_BYTES);
        }
    }

    /** Runs a task on a new thread: the common pool may have a single thread that is busy. */
    private static CompletableFuture<Void> runAsync(Runnable work) {
        return CompletableFuture.runAsync(work, task -> new Thread(task, "sender").start());
    }

    private static String textOf(JsonNode event) {
        return event.at("/data/text").asText();
    }
}
