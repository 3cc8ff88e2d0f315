package dev.chatrooms.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.websocket.TestServer.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sends, their answers and their events. */
class SendingTest {
    private final TestServer server = new TestServer();
    private final Person alice = server.person("alice");
    private final Person bob = server.person("bob");
    private final RoomId room = server.room(alice, bob);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sendShouldBeAckedAndReachEveryConnectionOfTheRoom() {
        try (TestClient a = server.join(alice);
                TestClient b = server.join(bob)) {
            a.post(room, "one", "Hello, Bob");
            b.post(room, "two", "Hello, Alice");

            Seen byAlice = Seen.of(a, 2);
            Seen byBob = Seen.of(b, 2);

            assertThat(byAlice.texts()).containsExactlyInAnyOrder("Hello, Bob", "Hello, Alice");
            assertThat(byBob.texts()).isEqualTo(byAlice.texts());
            assertThat(byAlice.positions()).isSorted().doesNotHaveDuplicates();
            assertThat(byBob.positions()).isEqualTo(byAlice.positions());
            assertThat(byAlice.ack.path("ref").asText()).isEqualTo("one");
            assertThat(byBob.ack.path("ref").asText()).isEqualTo("two");
        }
    }

    @Test
    void ackShouldNameTheMessageAndItsEvent() {
        try (TestClient a = server.join(alice)) {
            a.text(TestClient.sending(room, "r", "Hello", "c1"));
            Seen seen = Seen.of(a, 1);

            JsonNode event = seen.events.get(0);
            assertThat(seen.ack.path("messageId")).isEqualTo(event.at("/data/id"));
            assertThat(seen.ack.path("seq")).isEqualTo(event.at("/data/seq"));
            assertThat(seen.ack.path("cursor")).isEqualTo(event.path("cursor"));
            assertThat(seen.ack.path("at")).isEqualTo(event.at("/data/createdAt"));
            assertThat(seen.ack.path("duplicate").asBoolean(true)).isFalse();
            assertThat(event.at("/data/clientId").asText()).isEqualTo("c1");
        }
    }

    @Test
    void clientIdShouldShowOnTheSendersConnectionsOnly() {
        try (TestClient phone = server.join(alice);
                TestClient laptop = server.join(alice);
                TestClient b = server.join(bob)) {
            phone.text(TestClient.sending(room, "r", "Hello", "c1"));

            JsonNode onLaptop = laptop.awaitEvent("message.posted");
            JsonNode atBob = b.awaitEvent("message.posted");

            assertThat(onLaptop.at("/data/clientId").asText()).isEqualTo("c1");
            assertThat(atBob.path("data").has("clientId")).isFalse();
        }
    }

    @Test
    void sameClientIdRacedOverTwoConnectionsShouldPostOnce() {
        try (TestClient one = server.join(alice);
                TestClient two = server.join(alice)) {
            for (int i = 0; i < 50; i++) {
                String send = TestClient.sending(room, "r" + i, "only once", "c" + i);
                one.text(send);
                two.text(send);
            }
            List<JsonNode> acks = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                JsonNode first = one.await("ack");
                JsonNode second = two.await("ack");
                assertThat(first.path("messageId")).isEqualTo(second.path("messageId"));
                assertThat(first.path("duplicate").asBoolean()
                                ^ second.path("duplicate").asBoolean())
                        .as("one of both is the duplicate")
                        .isTrue();
                acks.add(first);
            }
            assertThat(acks).extracting(ack -> ack.path("seq").asLong()).doesNotHaveDuplicates();
            assertThat(server.chat.rooms().room(alice.caller(), room).room().lastSeq())
                    .isEqualTo(50);
        }
    }

    @Test
    void pipelinedSendsShouldKeepTheirOrder() {
        try (TestClient a = server.join(alice);
                TestClient b = server.join(bob)) {
            int count = 500;
            // Some alone, some many in a frame.
            for (int i = 0; i < count; i += 25) {
                int from = i;
                if (i % 50 == 0) {
                    a.text(IntStream.range(from, from + 25)
                            .mapToObj(n -> TestClient.sending(room, "r" + n, "m" + n, null))
                            .collect(Collectors.joining("\n")));
                } else {
                    IntStream.range(from, from + 25).forEach(n -> a.post(room, "r" + n, "m" + n));
                }
            }
            for (int i = 0; i < count; i++) {
                JsonNode ack = a.await("ack");
                assertThat(ack.path("ref").asText()).isEqualTo("r" + i);
                assertThat(ack.path("seq").asInt()).isEqualTo(i + 1);
                assertThat(b.awaitEvent("message.posted").at("/data/text").asText())
                        .isEqualTo("m" + i);
            }
        }
    }

    @Test
    void refusalShouldBeAnsweredInItsPlaceAndCostNothingElse() {
        try (TestClient a = server.join(alice)) {
            String nowhere = "00000000-0000-7000-8000-000000000000";
            a.text(String.join(
                    "\n",
                    TestClient.sending(room, "1", "first", null),
                    TestClient.sending(nowhere, "2", "second", null),
                    TestClient.sending(room, "3", " ", null),
                    "{\"op\":\"edit\",\"ref\":\"4\"}",
                    TestClient.sending(room, "5", "fifth", null)));

            List<String> answers = new ArrayList<>();
            while (answers.size() < 5) {
                JsonNode object = a.await(o -> !o.path("op").asText().equals("event"));
                answers.add(
                        object.path("ref").asText() + " " + object.path("code").asText("ack"));
            }
            assertThat(answers).containsExactly("1 ack", "2 not_found", "3 invalid", "4 bad_request", "5 ack");
        }
    }

    @Test
    void rateLimitShouldTellWhenToTryAgain() {
        try (TestServer limited = new TestServer(TestServer.settings(1))) {
            Person carol = limited.person("carol");
            RoomId hers = limited.room(carol);
            try (TestClient c = limited.join(carol)) {
                for (int i = 0; i < 20; i++) {
                    c.post(hers, "r" + i, "again");
                }
                JsonNode error = c.await("error");
                assertThat(error.path("code").asText()).isEqualTo("rate_limited");
                assertThat(error.path("retryAfterMs").asLong()).isPositive();
            }
        }
    }

    /** An ack and some events, in whatever order they came. */
    private static final class Seen {
        private final List<JsonNode> events = new ArrayList<>();
        private JsonNode ack;

        static Seen of(TestClient client, int events) {
            Seen seen = new Seen();
            while (seen.ack == null || seen.events.size() < events) {
                JsonNode object = client.next();
                if (object.path("op").asText().equals("ack")) {
                    seen.ack = object;
                } else if (object.path("type").asText().equals("message.posted")) {
                    seen.events.add(object);
                }
            }
            return seen;
        }

        List<String> texts() {
            return events.stream().map(event -> event.at("/data/text").asText()).toList();
        }

        List<Long> positions() {
            return events.stream().map(Positions::of).toList();
        }
    }
}
