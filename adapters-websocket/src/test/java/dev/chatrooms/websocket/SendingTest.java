package dev.chatrooms.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.application.account.Authentication;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.websocket.TestServer.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sending messages: acks and events. */
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
    void sendShouldBeAckedAndDeliveredToAllMembers() {
        try (TestClient a = server.join(alice);
                TestClient b = server.join(bob)) {
            a.send(room, "one", "Hello, Bob");
            b.send(room, "two", "Hello, Alice");

            Received byAlice = Received.of(a, 2);
            Received byBob = Received.of(b, 2);

            assertThat(byAlice.texts()).containsExactlyInAnyOrder("Hello, Bob", "Hello, Alice");
            assertThat(byBob.texts()).isEqualTo(byAlice.texts());
            assertThat(byAlice.positions()).isSorted().doesNotHaveDuplicates();
            assertThat(byBob.positions()).isEqualTo(byAlice.positions());
            assertThat(byAlice.ack.path("ref").asText()).isEqualTo("one");
            assertThat(byBob.ack.path("ref").asText()).isEqualTo("two");
        }
    }

    /** On Jakarta WebSocket the requests arrive while nothing is read, which must not take the server's threads. */
    @Test
    void requestsAfterTheHelloShouldBeAnsweredWhenManyClientsConnectAtOnce() {
        CompletableFuture<Void> allHaveSent = new CompletableFuture<>();
        UnaryOperator<UseCases> override = real -> new UseCases(
                MethodOverride.of(Authentication.class, real.authentication(), "verify", arguments -> {
                    allHaveSent.join();
                    return real.authentication().verify((String) arguments[0]);
                }),
                real.messages(),
                real.editing(),
                real.membershipSettings(),
                real.typing(),
                real.events(),
                real.places());
        List<TestClient> clients = new ArrayList<>();
        try (TestServer burst = new TestServer(TestServer.settings(0), override, config -> {})) {
            for (int person = 0; person < 3; person++) {
                Person someone = burst.person("someone-" + person);
                for (int i = 0; i < 15; i++) {
                    TestClient client = burst.connect();
                    clients.add(client);
                    client.hello(someone.token(), null);
                    client.text("{\"op\":\"ping\",\"ref\":\"first\"}");
                    client.text("{\"op\":\"ping\",\"ref\":\"second\"}");
                }
            }
            // By now most of it has arrived; the result is the same if not.
            allHaveSent.complete(null);

            for (TestClient client : clients) {
                client.expect("welcome");
                assertThat(client.await("pong").path("ref").asText()).isEqualTo("first");
                assertThat(client.await("pong").path("ref").asText()).isEqualTo("second");
            }
            // The server would wait for their answers to its close frames.
            clients.forEach(TestClient::close);
        } finally {
            allHaveSent.complete(null);
            clients.forEach(TestClient::close);
        }
    }

    @Test
    void ackShouldIdentifyTheMessageAndItsEvent() {
        try (TestClient a = server.join(alice)) {
            a.text(TestClient.sendJson(room, "r", "Hello", "c1"));
            Received received = Received.of(a, 1);

            JsonNode event = received.events.get(0);
            assertThat(received.ack.path("messageId")).isEqualTo(event.at("/data/id"));
            assertThat(received.ack.path("seq")).isEqualTo(event.at("/data/seq"));
            assertThat(received.ack.path("cursor")).isEqualTo(event.path("cursor"));
            assertThat(received.ack.path("at")).isEqualTo(event.at("/data/createdAt"));
            assertThat(received.ack.path("duplicate").asBoolean(true)).isFalse();
            assertThat(event.at("/data/clientId").asText()).isEqualTo("c1");
        }
    }

    @Test
    void clientIdShouldBeVisibleOnlyToTheSender() {
        try (TestClient phone = server.join(alice);
                TestClient laptop = server.join(alice);
                TestClient b = server.join(bob)) {
            phone.text(TestClient.sendJson(room, "r", "Hello", "c1"));

            JsonNode onLaptop = laptop.awaitEvent("message.posted");
            JsonNode atBob = b.awaitEvent("message.posted");

            assertThat(onLaptop.at("/data/clientId").asText()).isEqualTo("c1");
            assertThat(atBob.path("data").has("clientId")).isFalse();
        }
    }

    @Test
    void sendShouldPostOnceWhenTwoConnectionsUseTheSameClientId() {
        try (TestClient one = server.join(alice);
                TestClient two = server.join(alice)) {
            for (int i = 0; i < 50; i++) {
                String send = TestClient.sendJson(room, "r" + i, "only once", "c" + i);
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
                        .as("exactly one of the two is the duplicate")
                        .isTrue();
                acks.add(first);
            }
            assertThat(acks).extracting(ack -> ack.path("seq").asLong()).doesNotHaveDuplicates();
            assertThat(server.chat.rooms().room(alice.caller(), room).room().lastSeq())
                    .isEqualTo(50);
        }
    }

    @Test
    void sendsShouldKeepTheirOrderWhenPipelined() {
        try (TestClient a = server.join(alice);
                TestClient b = server.join(bob)) {
            int count = 500;
            // Half of the messages are batched in one frame, the others are sent in a frame each.
            for (int i = 0; i < count; i += 25) {
                int from = i;
                if (i % 50 == 0) {
                    a.text(IntStream.range(from, from + 25)
                            .mapToObj(n -> TestClient.sendJson(room, "r" + n, "m" + n, null))
                            .collect(Collectors.joining("\n")));
                } else {
                    IntStream.range(from, from + 25).forEach(n -> a.send(room, "r" + n, "m" + n));
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
    void refusedSendShouldBeAnsweredInOrder() {
        try (TestClient a = server.join(alice)) {
            String nowhere = "00000000-0000-7000-8000-000000000000";
            a.text(String.join(
                    "\n",
                    TestClient.sendJson(room, "1", "first", null),
                    TestClient.sendJson(nowhere, "2", "second", null),
                    TestClient.sendJson(room, "3", " ", null),
                    "{\"op\":\"edit\",\"ref\":\"4\"}",
                    TestClient.sendJson(room, "5", "fifth", null)));

            List<String> replies = new ArrayList<>();
            while (replies.size() < 5) {
                JsonNode object = a.await(o -> !o.path("op").asText().equals("event"));
                replies.add(
                        object.path("ref").asText() + " " + object.path("code").asText("ack"));
            }
            assertThat(replies).containsExactly("1 ack", "2 not_found", "3 invalid", "4 bad_request", "5 ack");
        }
    }

    @Test
    void sendShouldReturnARetryDelayWhenRateLimited() {
        try (TestServer limited = new TestServer(TestServer.settings(1))) {
            Person carol = limited.person("carol");
            RoomId carolsRoom = limited.room(carol);
            try (TestClient c = limited.join(carol)) {
                for (int i = 0; i < 20; i++) {
                    c.send(carolsRoom, "r" + i, "again");
                }
                JsonNode error = c.await("error");
                assertThat(error.path("code").asText()).isEqualTo("rate_limited");
                assertThat(error.path("retryAfterMs").asLong()).isPositive();
            }
        }
    }

    /** An ack and a number of events, in any order. */
    private static final class Received {
        private final List<JsonNode> events = new ArrayList<>();
        private JsonNode ack;

        static Received of(TestClient client, int events) {
            Received received = new Received();
            while (received.ack == null || received.events.size() < events) {
                JsonNode object = client.next();
                if (object.path("op").asText().equals("ack")) {
                    received.ack = object;
                } else if (object.path("type").asText().equals("message.posted")) {
                    received.events.add(object);
                }
            }
            return received;
        }

        List<String> texts() {
            return events.stream().map(event -> event.at("/data/text").asText()).toList();
        }

        List<Long> positions() {
            return events.stream().map(Positions::of).toList();
        }
    }
}
