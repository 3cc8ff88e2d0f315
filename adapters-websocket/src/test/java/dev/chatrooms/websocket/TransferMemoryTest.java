package dev.chatrooms.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.transfer.ByteBudget;
import dev.chatrooms.application.transfer.ByteBudget.Limits;
import dev.chatrooms.application.transfer.Client;
import dev.chatrooms.application.transfer.TransferMemory;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.websocket.TestServer.Person;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The memory for messages in both directions, with budgets that a few clients can exhaust. */
@Timeout(300)
class TransferMemoryTest {
    private static final int KIB = 1024;
    private static final Duration CHECK_PERIOD = Duration.ofSeconds(10);
    private static final int TEXT = 1;
    private static final int CONTINUATION = 0;

    private final TransferMemory memory = new TransferMemory(
            new ByteBudget(new Limits(400 * KIB, 200 * KIB, 100 * KIB, 100 * KIB), 2 * KIB),
            new ByteBudget(new Limits(400 * KIB, 200 * KIB, 100 * KIB, 100 * KIB), 16 * KIB));
    private final TestServer server = new TestServer(memory);
    private final Person alice = server.person("alice");
    private final Person bob = server.person("bob");
    private final RoomId room = server.room(alice, bob);

    @AfterEach
    void stop() {
        server.close();
    }

    private static byte[] fragment(int opcode, int length) {
        return TestClient.frame(opcode, false, " ".repeat(length).getBytes(StandardCharsets.US_ASCII));
    }

    /** Sends the first 40 KiB of a message. */
    private TestClient halfMessage(Person person) {
        TestClient client = server.join(person);
        client.write(fragment(TEXT, 40 * KIB));
        return client;
    }

    @Test
    void connectionShouldBeAskedToReconnectWhenTheAccountHoldsItsShareAndConcernNoOther() {
        try (TestClient holding = halfMessage(alice);
                TestClient bobs = server.join(bob)) {
            Eventually.await(() -> memory.requests().held() >= 40 * KIB);
            try (TestClient refused = halfMessage(alice)) {
                JsonNode error = refused.await("error");
                assertThat(error.path("code").asText()).isEqualTo("unavailable");
                assertThat(refused.awaitClose().closeCode()).isEqualTo(4000);
            }
            bobs.send(room, "r1", "x".repeat(4000));
            assertThat(bobs.await("ack").path("ref").asText()).isEqualTo("r1");
            try (TestClient small = server.join(alice)) {
                small.send(room, "r2", "Hello");
                assertThat(small.await("ack").path("ref").asText()).isEqualTo("r2");
            }
            holding.write(fragment(CONTINUATION, 1));
            assertThat(memory.requests().held()).isGreaterThanOrEqualTo(40 * KIB);
        }
        Eventually.await(() -> memory.requests().held() == 0);
    }

    @Test
    void connectionShouldBeClosedWhenAMessageArrivesTooSlowlyForWhatItHolds() {
        try (TestClient slow = halfMessage(alice)) {
            Eventually.await(() -> memory.requests().held() >= 40 * KIB);
            server.advance(Duration.ofSeconds(1));

            server.advance(CHECK_PERIOD);

            assertThat(slow.awaitClose().closeCode()).isEqualTo(4001);
        }
        Eventually.await(() -> memory.requests().held() == 0);
    }

    @Test
    void replyMemoryShouldCountInStepsAndRefuseBeyondTheBudget() {
        try (ReplyMemory replies = new ReplyMemory()) {
            replies.countIn(memory.responses().open(Client.of(alice.caller().accountId())));
            assertThat(replies.covers(10 * KIB)).isTrue();
            assertThat(memory.responses().held()).isZero();
            assertThat(replies.covers(60 * KIB)).isTrue();
            assertThat(memory.responses().held()).isEqualTo(48 * KIB);
            assertThat(replies.covers(200 * KIB)).isFalse();
            assertThat(replies.covers(20 * KIB)).isTrue();
            assertThat(memory.responses().held()).isEqualTo(16 * KIB);
        }
        assertThat(memory.responses().held()).isZero();
    }
}
