package dev.chatrooms.bootstrap.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.server.database.DataFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Repeatedly kills the server or its database while eight senders send as fast as they can. Afterwards every
 * acknowledged message exists exactly once and has its file, {@code seq} runs from 1 to n in every room, and each
 * sender has received, over all of its connections, every message of its rooms once and in the same order.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@Tag("rounds")
class CrashIT {
    private static final int SENDERS = 8;
    private static final int ROOMS = 3;
    private static final int MIN_ACKS_PER_ROUND = 400;
    private static final int MAX_ADDITIONAL_ACKS = 1200;

    @TempDir
    Path folder;

    private final Random random = new Random();
    private final List<ResumingSender> senders = new ArrayList<>();
    private final List<String> rooms = new ArrayList<>();
    private ServerProcess server;

    private static int rounds() {
        return Boolean.getBoolean("chatrooms.thorough") ? 5 : 1;
    }

    @BeforeEach
    void connectSenders() {
        server = ServerProcess.start(DataFolders.used(folder), Map.of());
        ApiClient api = new ApiClient(server);
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            tokens.add(api.register("sender" + i));
        }
        for (int i = 0; i < ROOMS; i++) {
            String room = api.newPublicRoom(tokens.get(0), "Room " + i);
            tokens.stream().skip(1).forEach(token -> api.join(token, room));
            rooms.add(room);
        }
        for (int i = 0; i < SENDERS; i++) {
            senders.add(new ResumingSender("sender" + i, tokens.get(i), rooms));
        }
        senders.forEach(sender -> sender.connect(server));
    }

    @AfterEach
    void stop() {
        senders.forEach(ResumingSender::disconnect);
        server.close();
    }

    @Test
    void acknowledgedMessagesShouldSurviveKillOfServer() throws InterruptedException {
        for (int round = 0; round < rounds(); round++) {
            sendUntilMoreIsAcknowledged();
            server.kill();
            for (ResumingSender sender : senders) {
                sender.stopSending();
                sender.disconnect();
            }
            server = ServerProcess.start(folder, Map.of());
            senders.forEach(sender -> sender.connect(server));
            senders.forEach(ResumingSender::resendUntilAllIsAcknowledged);
            assertNothingLost();
        }
        assertThat(server.stop()).as("exit code after SIGTERM").isIn(0, 143);
    }

    @Test
    void acknowledgedMessagesShouldSurviveKillOfDatabase() throws InterruptedException {
        for (int round = 0; round < rounds(); round++) {
            sendUntilMoreIsAcknowledged();
            server.killDatabase();
            // The senders continue: they receive errors meanwhile, and acknowledgements once the database is back.
            int acknowledgedBefore = totalAcknowledged();
            senders.get(0)
                    .await(
                            "more acknowledgements",
                            () -> totalAcknowledged() >= acknowledgedBefore + MIN_ACKS_PER_ROUND);
            for (ResumingSender sender : senders) {
                sender.stopSending();
            }
            senders.forEach(ResumingSender::resendUntilAllIsAcknowledged);
            senders.forEach(sender -> assertThat(sender.errors().keySet()).isSubsetOf("unavailable"));
            assertNothingLost();
        }
    }

    private void sendUntilMoreIsAcknowledged() {
        int target = totalAcknowledged() + MIN_ACKS_PER_ROUND + random.nextInt(MAX_ADDITIONAL_ACKS);
        senders.forEach(ResumingSender::startSending);
        senders.get(0).await(target + " acknowledgements", () -> totalAcknowledged() >= target);
    }

    private int totalAcknowledged() {
        return senders.stream().mapToInt(ResumingSender::acknowledgedCount).sum();
    }

    private void assertNothingLost() {
        ApiClient api = new ApiClient(server);
        Map<String, JsonNode> stored = new HashMap<>();
        for (String room : rooms) {
            List<JsonNode> history = api.history(senders.get(0).token(), room);
            for (int i = 0; i < history.size(); i++) {
                assertThat(history.get(i).get("seq").asLong()).isEqualTo(i + 1L);
                assertThat(stored.put(history.get(i).get("id").asText(), history.get(i)))
                        .as("each message exists once")
                        .isNull();
            }
        }
        senders.forEach(sender ->
                sender.await(stored.size() + " message events", () -> sender.messageEventCount() >= stored.size()));
        int acknowledged = 0;
        for (ResumingSender sender : senders) {
            for (JsonNode ack : sender.acknowledged().values()) {
                JsonNode message = stored.get(ack.get("messageId").asText());
                assertThat(message).as("acknowledged and stored").isNotNull();
                assertThat(message.get("seq").asLong()).isEqualTo(ack.get("seq").asLong());
                assertThat(message.get("text").asText())
                        .isEqualTo("This is " + ack.get("ref").asText());
                acknowledged++;
            }
            assertFilesAreThere(api, sender, stored);
        }
        // Each message was resent until it was acknowledged, so there are neither other messages nor duplicates.
        assertThat(stored).hasSize(acknowledged);
        List<String> order = idsOf(senders.get(0).messageEvents());
        // Compares sets, because AssertJ's comparison of large lists without order is quadratic.
        assertThat(order).hasSize(stored.size());
        assertThat(new HashSet<>(order).equals(stored.keySet()))
                .as("each stored message received once")
                .isTrue();
        senders.forEach(sender -> assertThat(idsOf(sender.messageEvents())).isEqualTo(order));
        senders.forEach(sender -> assertSeqsHaveNoGaps(sender.messageEvents()));
    }

    private static void assertFilesAreThere(ApiClient api, ResumingSender sender, Map<String, JsonNode> stored) {
        Map<String, JsonNode> acknowledged = sender.acknowledged();
        sender.files().forEach((clientId, file) -> {
            JsonNode message =
                    stored.get(acknowledged.get(clientId).get("messageId").asText());
            assertThat(message.at("/attachments/0/id").asText()).isEqualTo(file);
            assertThat(api.download(sender.token(), file)).isEqualTo(ResumingSender.contentOf(clientId));
        });
    }

    private static List<String> idsOf(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.get("data").get("id").asText())
                .toList();
    }

    private static void assertSeqsHaveNoGaps(List<JsonNode> events) {
        Map<String, Long> last = new HashMap<>();
        for (JsonNode event : events) {
            long seq = event.get("data").get("seq").asLong();
            assertThat(seq).isEqualTo(last.getOrDefault(event.get("roomId").asText(), 0L) + 1);
            last.put(event.get("roomId").asText(), seq);
        }
    }
}
