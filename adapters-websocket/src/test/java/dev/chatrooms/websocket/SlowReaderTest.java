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

/** Clients that take nothing: what they cost, and that they lose nothing. */
@Tag("rounds")
class SlowReaderTest {
    private static final Duration GIVE_UP = Duration.ofSeconds(60);
    private static final int HELD_AT_MOST = 256 * 1024;
    /** More than the kernel and a connection hold together, many times over. */
    private static final int MESSAGES = Boolean.getBoolean("chatrooms.thorough") ? 50_000 : 10_000;

    private static final int AT_ONCE = 100;
    /** Of those that a client that takes nothing is not sent before it reads on. */
    private static final int AT_LAST = MESSAGES / 4;

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
    void readerThatStopsShouldCostLittleDelayNobodyAndGetEverythingOnceItReadsOn() {
        try (TestClient slow = TestClient.slow(server.port());
                TestClient quick = server.join(carol)) {
            slow.hello(bob.token(), null);
            slow.expect("welcome");

            int most = 0;
            for (int sent = 0; sent < MESSAGES; sent += AT_ONCE) {
                for (int i = sent; i < sent + AT_ONCE; i++) {
                    server.send(alice, room, i + " " + PADDING);
                }
                // All of it is read before the next are sent, while the other reads nothing.
                for (int i = sent; i < sent + AT_ONCE; i++) {
                    assertThat(textOf(quick.expect("event"))).isEqualTo(i + " " + PADDING);
                }
                most = Math.max(most, server.adapter.maxQueuedBytes());
            }
            assertThat(most).isBetween(1, HELD_AT_MOST);

            long last = 0;
            int framesAtLast = 0;
            for (int i = 0; i < MESSAGES; i++) {
                if (i == MESSAGES - AT_LAST) {
                    framesAtLast = slow.frameLengths.size();
                }
                JsonNode event = slow.expect("event");
                assertThat(textOf(event)).isEqualTo(i + " " + PADDING);
                assertThat(Positions.of(event)).isGreaterThan(last);
                last = Positions.of(event);
            }
            assertThat(slow.frameLengths).allMatch(length -> length <= 65_536);
            // Of those that went out as they happened, nobody knows how many.
            assertThat(slow.frameLengths.size() - framesAtLast)
                    .as("many events a frame")
                    .isLessThan(AT_LAST / 10);
            slow.pong();
        }
    }

    @Test
    void readerThatTakesNothingForTooLongShouldBeClosedAndCouldResume() {
        String cursor = "";
        int seen = 0;
        int sent = 0;
        try (TestClient slow = TestClient.slow(server.port())) {
            slow.hello(bob.token(), null);
            slow.expect("welcome");
            // However late the writer comes to it, some of this finds no place.
            while (sent < MESSAGES || server.adapter.maxQueuedBytes() < 32 * 1024) {
                for (int i = 1; i < AT_ONCE; i++) {
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
    void clientThatOnlySendsShouldBeHeldUpAndInTheEndCutOff() {
        try (TestClient flood = TestClient.slow(server.port());
                TestClient other = server.join(carol)) {
            flood.hello(bob.token(), null);
            flood.expect("welcome");
            String pings = ("{\"op\":\"ping\",\"ref\":\"" + "r".repeat(60) + "\"}\n").repeat(700);
            CompletableFuture<Void> sending = inAThread(() -> {
                while (true) {
                    flood.text(pings);
                }
            });
            while (server.adapter.maxQueuedBytes() < 32 * 1024) {
                other.pong();
            }
            assertThat(server.adapter.maxQueuedBytes()).isLessThan(HELD_AT_MOST);
            server.advance(Duration.ofSeconds(59));
            other.pong();
            server.advance(Duration.ofSeconds(1));
            // Closing begins when it is its turn, and lingers from then on: so time goes on until it is over.
            long deadline = System.nanoTime() + GIVE_UP.toNanos();
            while (!sending.isDone()) {
                assertThat(System.nanoTime()).as("cut off in time").isLessThan(deadline);
                server.advance(Duration.ofSeconds(5));
                other.pong();
            }
            assertThat(sending)
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .havingRootCause()
                    .isInstanceOf(java.io.IOException.class);
            other.pong();
        }
    }

    @Test
    void thousandsOfObjectsInAFrameShouldAllBeAnswered() {
        try (TestClient client = server.join(alice)) {
            int count = 65_536 / 14;
            client.text("{\"op\":\"ping\"}\n".repeat(count));
            for (int i = 0; i < count; i++) {
                client.expect("pong");
            }
            client.pong();
        }
    }

    @Test
    void sendsThatOutrunTheirAnswersShouldAllBeAckedInOrder() {
        try (TestClient client = server.join(alice)) {
            int count = 2000;
            CompletableFuture<Void> sending = inAThread(() -> {
                for (int i = 0; i < count; i++) {
                    client.post(room, "r" + i, PADDING);
                }
            });
            for (int i = 0; i < count; i++) {
                assertThat(client.await("ack").path("ref").asText()).isEqualTo("r" + i);
            }
            sending.join();
            assertThat(server.adapter.maxQueuedBytes()).isLessThan(HELD_AT_MOST);
        }
    }

    /** The common pool may have one thread, which others wait for. */
    private static CompletableFuture<Void> inAThread(Runnable work) {
        return CompletableFuture.runAsync(work, task -> new Thread(task, "sender").start());
    }

    private static String textOf(JsonNode event) {
        return event.at("/data/text").asText();
    }
}
