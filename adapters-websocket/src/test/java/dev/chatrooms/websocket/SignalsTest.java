package dev.chatrooms.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.websocket.TestServer.Person;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signals: typing, presence and read markers of other accounts. */
class SignalsTest {
    private static final String PADDING = "x".repeat(400);

    private final TestServer server = new TestServer();
    private final Person alice = server.person("alice");
    private final Person bob = server.person("bob");
    private final Person carol = server.person("carol");
    private final RoomId room = server.room(alice, bob);

    @AfterEach
    void stop() {
        server.close();
    }

    private static String typing(Object room, boolean on) {
        return "{\"op\":\"typing\",\"roomId\":\"" + room + "\",\"on\":" + on + "}";
    }

    private String accountId(Person person) {
        return person.caller().accountId().toString();
    }

    @Test
    void typingShouldReachOtherMembersWithoutAReply() {
        try (TestClient a = server.join(alice);
                TestClient b = server.join(bob)) {
            a.text(typing(room, true));
            assertThat(b.awaitSignal("typing").toString())
                    .isEqualTo("{\"op\":\"signal\",\"type\":\"typing\",\"roomId\":\"" + room + "\",\"userId\":\""
                            + accountId(alice) + "\",\"on\":true}");
            a.text(typing(room, false));
            assertThat(b.awaitSignal("typing").path("on").asBoolean()).isFalse();

            a.text("{\"op\":\"ping\",\"ref\":\"1\"}");
            assertThat(a.expect("pong").path("ref").asText()).isEqualTo("1");
        }
    }

    @Test
    void typingShouldExpire() {
        try (TestClient a = server.join(alice);
                TestClient b = server.join(bob)) {
            a.text(typing(room, true));
            assertThat(b.awaitSignal("typing").path("on").asBoolean()).isTrue();
            server.advanceChatClock(Duration.ofSeconds(6));
            assertThat(b.awaitSignal("typing").path("on").asBoolean()).isFalse();
        }
    }

    @Test
    void typingShouldBeAnsweredOnlyWhenItFails() {
        try (TestClient c = server.join(carol)) {
            c.text(typing(room, true).replace("{\"op", "{\"ref\":\"r1\",\"op"));
            JsonNode error = c.expect("error");
            assertThat(error.path("code").asText()).isEqualTo("not_a_member");
            assertThat(error.path("ref").asText()).isEqualTo("r1");
            c.text(typing(UUID.randomUUID(), true));
            error = c.expect("error");
            assertThat(error.path("code").asText()).isEqualTo("not_found");
            assertThat(error.has("ref")).isFalse();
            c.text("{\"op\":\"typing\",\"roomId\":\"" + room + "\"}");
            assertThat(c.expect("error").path("code").asText()).isEqualTo("bad_request");
            c.text("{\"op\":\"typing\",\"roomId\":\"" + room + "\",\"on\":\"yes\"}");
            assertThat(c.expect("error").path("code").asText()).isEqualTo("bad_request");
            c.roundTrip();
        }
    }

    @Test
    void presenceAndReadSignalsShouldHaveTheDocumentedForm() {
        try (TestClient b = server.join(bob);
                TestClient a = server.join(alice)) {
            assertThat(b.awaitSignal("presence").toString())
                    .isEqualTo("{\"op\":\"signal\",\"type\":\"presence\",\"userId\":\"" + accountId(alice)
                            + "\",\"status\":\"online\"}");
            server.chat.signals().read(room, 2, alice.caller().accountId(), 3, 1);
            assertThat(b.awaitSignal("read").toString())
                    .isEqualTo("{\"op\":\"signal\",\"type\":\"read\",\"roomId\":\"" + room + "\",\"userId\":\""
                            + accountId(alice) + "\",\"seq\":3}");
            assertThat(a.awaitSignal("read").path("unread").asInt()).isEqualTo(1);
        }
    }

    @Test
    void signalsShouldNotBeQueuedWhenTheClientDoesNotRead() {
        try (TestClient slow = TestClient.withSmallReceiveBuffer(server.port());
                TestClient fast = server.join(bob)) {
            slow.hello(bob.token(), null);
            slow.expect("welcome");
            int sent = 0;
            while (server.adapter.maxQueuedBytes() < 32 * 1024) {
                server.send(alice, room, sent++ + " " + PADDING).join();
            }
            int queuedBefore = server.adapter.maxQueuedBytes();
            int signals = 20_000;
            for (int seq = 1; seq <= signals; seq++) {
                server.chat.signals().read(room, 2, alice.caller().accountId(), seq, 0);
            }
            // After this round trip the fast client has capacity, so the next signal is not dropped for it.
            fast.roundTrip();
            server.chat.signals().read(room, 2, alice.caller().accountId(), signals + 1, 0);
            while (fast.awaitSignal("read").path("seq").asInt() <= signals) {
                assertThat(server.adapter.maxQueuedBytes()).isLessThan(256 * 1024);
            }
            // The last messages may have been on their way before. So many signals would take a megabyte.
            assertThat(server.adapter.maxQueuedBytes()).isLessThan(queuedBefore + 64 * 1024);

            int seen = 0;
            int signalsSeen = 0;
            while (seen < sent) {
                JsonNode object = slow.nextObject();
                if (object.path("op").asText().equals("event")) {
                    assertThat(object.at("/data/text").asText()).isEqualTo(seen++ + " " + PADDING);
                } else {
                    signalsSeen++;
                }
            }
            assertThat(signalsSeen).isLessThan(10);
        }
    }
}
