package dev.chatrooms.bootstrap.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
 * Kills the server, or the database below it, while eight people send as fast as they can, again and again on the same
 * folder. Then: every acknowledged message is there exactly once, {@code seq} is 1..n in every room, and what each
 * person saw, over all his connections, is every message of his rooms, in one order, once.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@Tag("rounds")
class CrashIT {
    private static final int PEOPLE = 8;
    private static final int ROOMS = 3;
    private static final int MIN_ACKS_A_ROUND = 400;
    private static final int MAX_MORE_ACKS = 1200;

    @TempDir
    Path folder;

    private final Random random = new Random();
    private final List<Talker> people = new ArrayList<>();
    private final List<String> rooms = new ArrayList<>();
    private ServerProcess server;

    private static int rounds() {
        return Boolean.getBoolean("chatrooms.thorough") ? 10 : 2;
    }

    @BeforeEach
    void eightPeopleInThreeRooms() {
        server = ServerProcess.start(folder, Map.of());
        Api api = new Api(server);
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            tokens.add(api.newPerson("person" + i));
        }
        for (int i = 0; i < ROOMS; i++) {
            String room = api.newPublicRoom(tokens.get(0), "Room " + i);
            tokens.stream().skip(1).forEach(token -> api.join(token, room));
            rooms.add(room);
        }
        for (int i = 0; i < PEOPLE; i++) {
            people.add(new Talker("person" + i, tokens.get(i), rooms));
        }
        people.forEach(person -> person.connect(server));
    }

    @AfterEach
    void stop() {
        people.forEach(Talker::disconnect);
        server.close();
    }

    @Test
    void nothingAcknowledgedShouldBeLostWhenTheServerIsKilled() throws InterruptedException {
        for (int round = 0; round < rounds(); round++) {
            talkUntilSomeMoreAreAcknowledged();
            server.kill();
            for (Talker person : people) {
                person.stopTalking();
                person.disconnect();
            }
            server = ServerProcess.start(folder, Map.of());
            people.forEach(person -> person.connect(server));
            people.forEach(Talker::sendAgainUntilAllIsAcknowledged);
            checkEverything();
        }
        assertThat(server.stop()).as("SIGTERM ends it in order").isIn(0, 143);
    }

    @Test
    void nothingAcknowledgedShouldBeLostWhenTheDatabaseIsKilled() throws InterruptedException {
        for (int round = 0; round < rounds(); round++) {
            talkUntilSomeMoreAreAcknowledged();
            server.killDatabase();
            // They go on talking: what is refused meanwhile they are told of, and then the database is back.
            int atTheKill = acknowledgedByAll();
            people.get(0).await("more acknowledgements", () -> acknowledgedByAll() >= atTheKill + MIN_ACKS_A_ROUND);
            for (Talker person : people) {
                person.stopTalking();
            }
            people.forEach(Talker::sendAgainUntilAllIsAcknowledged);
            people.forEach(person -> assertThat(person.errors().keySet()).isSubsetOf("unavailable"));
            checkEverything();
        }
    }

    private void talkUntilSomeMoreAreAcknowledged() {
        int target = acknowledgedByAll() + MIN_ACKS_A_ROUND + random.nextInt(MAX_MORE_ACKS);
        people.forEach(Talker::startTalking);
        people.get(0).await(target + " acknowledgements", () -> acknowledgedByAll() >= target);
    }

    private int acknowledgedByAll() {
        return people.stream().mapToInt(Talker::acknowledgedCount).sum();
    }

    private void checkEverything() {
        Api api = new Api(server);
        Map<String, JsonNode> stored = new HashMap<>();
        for (String room : rooms) {
            List<JsonNode> history = api.history(people.get(0).token(), room);
            for (int i = 0; i < history.size(); i++) {
                assertThat(history.get(i).get("seq").asLong()).isEqualTo(i + 1L);
                assertThat(stored.put(history.get(i).get("id").asText(), history.get(i)))
                        .as("each message once")
                        .isNull();
            }
        }
        people.forEach(person ->
                person.await(stored.size() + " message events", () -> person.messageEventCount() >= stored.size()));
        int acknowledged = 0;
        for (Talker person : people) {
            for (JsonNode ack : person.acknowledged().values()) {
                JsonNode message = stored.get(ack.get("messageId").asText());
                assertThat(message).as("acknowledged and stored").isNotNull();
                assertThat(message.get("seq").asLong()).isEqualTo(ack.get("seq").asLong());
                assertThat(message.get("text").asText())
                        .isEqualTo("This is " + ack.get("ref").asText());
                acknowledged++;
            }
        }
        // All was sent until it was acknowledged, so nothing else is there, and nothing twice.
        assertThat(stored).hasSize(acknowledged);
        List<String> order = idsOf(people.get(0).messageEvents());
        // Each once, and no other. As sets: AssertJ compares lists of many thousands one by one with each other.
        assertThat(order).hasSize(stored.size());
        assertThat(new HashSet<>(order).equals(stored.keySet()))
                .as("the stored ones, each once")
                .isTrue();
        people.forEach(person -> assertThat(idsOf(person.messageEvents())).isEqualTo(order));
        people.forEach(person -> checkSeqsAscendInEachRoom(person.messageEvents()));
    }

    private static List<String> idsOf(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.get("data").get("id").asText())
                .toList();
    }

    private static void checkSeqsAscendInEachRoom(List<JsonNode> events) {
        Map<String, Long> last = new HashMap<>();
        for (JsonNode event : events) {
            long seq = event.get("data").get("seq").asLong();
            assertThat(seq).isEqualTo(last.getOrDefault(event.get("roomId").asText(), 0L) + 1);
            last.put(event.get("roomId").asText(), seq);
        }
    }
}
