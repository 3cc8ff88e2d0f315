package dev.chatrooms.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.websocket.TestServer.Person;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signals over sockets. */
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

    private String id(Person person) {
        return person.caller().accountId().toString();
    }

    @Test
    void typingShouldBeToldToTheOthersAndAnsweredWithNothing() {
        try (TestClient a = server.join(alice);
                TestClient b = server.join(bob)) {
            a.text(typing(room, true));
            assertThat(b.signal("typing").toString())
                    .isEqualTo("{\"op\":\"signal\",\"type\":\"typing\",\"roomId\":\"" + room + "\",\"userId\":\""
                            + id(alice) + "\",\"on\":true}");
            a.text(typing(room, false));
            assertThat(b.signal("typing").path("on").asBoolean()).isFalse();

            a.text("{\"op\":\"ping\",\"ref\":\"1\"}");
            assertThat(a.expect("pong").path("ref").asText()).isEqualTo("1");
        }
    }

    @Test
    void typingShouldEndByItself() {
        try (TestClient a = server.join(alice);
                TestClient b = server.join(bob)) {
            a.text(typing(room, true));
            assertThat(b.signal("typing").path("on").asBoolean()).isTrue();
            server.setAhead(Duration.ofSeconds(6));
            assertThat(b.signal("typing").path("on").asBoolean()).isFalse();
        }
    }

    @Test
    void typingShouldBeAnsweredWithAnErrorWhereItFails() {
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
            c.pong();
        }
    }

    @Test
    void presenceAndReadShouldBeToldAsTheyAreWrittenDown() {
        try (TestClient b = server.join(bob);
                TestClient a = server.join(alice)) {
            assertThat(b.signal("presence").toString())
                    .isEqualTo("{\"op\":\"signal\",\"type\":\"presence\",\"userId\":\"" + id(alice)
                            + "\",\"status\":\"online\"}");
            server.chat.signals().read(room, 2, alice.caller().accountId(), 3, 1);
            assertThat(b.signal("read").toString())
                    .isEqualTo("{\"op\":\"signal\",\"type\":\"read\",\"roomId\":\"" + room + "\",\"userId\":\""
                            + id(alice) + "\",\"seq\":3}");
            assertThat(a.signal("read").path("unread").asInt()).isEqualTo(1);
        }
    }

    @Test
    void readerThatStopsShouldHaveNoBacklogOfSignals() {
        try (TestClient slow = TestClient.slow(server.port());
                TestClient quick = server.join(bob)) {
            slow.hello(bob.token(), null);
            slow.expect("welcome");
            int sent = 0;
            while (server.adapter.maxQueuedBytes() < 32 * 1024) {
                server.send(alice, room, sent++ + " " + PADDING).join();
            }
            int held = server.adapter.maxQueuedBytes();
            int signals = 20_000;
            for (int seq = 1; seq <= signals; seq++) {
                server.chat.signals().read(room, 2, alice.caller().accountId(), seq, 0);
            }
            // With all of that read, there is nothing for which this one could be left out.
            quick.pong();
            server.chat.signals().read(room, 2, alice.caller().accountId(), signals + 1, 0);
            while (quick.signal("read").path("seq").asInt() <= signals) {
                assertThat(server.adapter.maxQueuedBytes()).isLessThan(256 * 1024);
            }
            assertThat(server.adapter.maxQueuedBytes()).isLessThanOrEqualTo(held);

            int seen = 0;
            int told = 0;
            while (seen < sent) {
                JsonNode object = slow.nextOfAny();
                if (object.path("op").asText().equals("event")) {
                    assertThat(object.at("/data/text").asText()).isEqualTo(seen++ + " " + PADDING);
                } else {
                    told++;
                }
            }
            assertThat(told).isLessThan(10);
        }
    }
}
