package dev.chatrooms.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.websocket.TestServer.Person;
import org.junit.jupiter.api.Test;

/** Edits, deletions and reactions: replies and events. */
class MessageEditingTest extends RoomOfTwo {
    private String posted(TestClient client, String text) {
        client.send(room, "posted", text);
        return client.await("ack").path("messageId").asText();
    }

    @Test
    void sendShouldAcceptReplyAndThread() {
        try (TestClient a = server.join(alice);
                TestClient b = server.join(bob)) {
            String root = posted(a, "root");
            a.text("{\"op\":\"send\",\"ref\":\"r\",\"roomId\":\"" + room + "\",\"text\":\"under\",\"replyTo\":\"" + root
                    + "\",\"threadId\":\"" + root + "\",\"attachments\":[]}");
            b.awaitEvent("message.posted");
            JsonNode event = b.awaitEvent("message.posted");

            assertThat(event.at("/data/replyTo/text").asText()).isEqualTo("root");
            assertThat(event.at("/data/threadId").asText()).isEqualTo(root);
            assertThat(event.at("/data/rootId").asText()).isEqualTo(root);
            assertThat(event.at("/data/threadCount").asInt()).isEqualTo(1);
        }
    }

    @Test
    void changesShouldBeAckedWithTheCursorsOfTheirEvents() {
        try (TestClient a = server.join(alice);
                TestClient b = server.join(bob)) {
            String message = posted(a, "frist");

            a.text("{\"op\":\"edit\",\"ref\":\"e\",\"messageId\":\"" + message + "\",\"text\":\"first\"}");
            JsonNode edited = a.await("ack");
            JsonNode edit = b.awaitEvent("message.edited");
            assertThat(edited.path("ref").asText()).isEqualTo("e");
            assertThat(edited.path("messageId").asText()).isEqualTo(message);
            assertThat(edited.path("cursor")).isEqualTo(edit.path("cursor"));
            assertThat(edit.at("/data/text").asText()).isEqualTo("first");

            b.text(reaction(message, true));
            JsonNode added = a.awaitEvent("reaction.added");
            assertThat(b.await("ack").path("cursor")).isEqualTo(added.path("cursor"));
            assertThat(added.at("/data/emoji").asText()).as("qualified").isEqualTo("\u2764\uFE0F");
            assertThat(added.at("/data/reactions/0/emoji").asText()).isEqualTo("\u2764\uFE0F");
            b.text(reaction(message, true));
            assertThat(b.await("ack").has("cursor")).as("nothing has changed").isFalse();
            b.text(reaction(message, false));
            assertThat(b.await("ack").path("cursor"))
                    .isEqualTo(a.awaitEvent("reaction.removed").path("cursor"));

            a.text("{\"op\":\"delete\",\"ref\":\"d\",\"messageId\":\"" + message + "\"}");
            JsonNode deletion = b.awaitEvent("message.deleted");
            assertThat(a.await("ack").path("cursor")).isEqualTo(deletion.path("cursor"));
            assertThat(deletion.path("data").has("text")).isFalse();
        }
    }

    @Test
    void changesShouldBeRefusedWithTheErrorCodesOfHttp() {
        try (TestClient a = server.join(alice);
                TestClient b = server.join(bob)) {
            String message = posted(a, "hello");

            b.text("{\"op\":\"edit\",\"ref\":\"e\",\"messageId\":\"" + message + "\",\"text\":\"mine\"}");
            assertThat(b.await("error").path("code").asText()).isEqualTo("insufficient_role");
            b.text("{\"op\":\"react\",\"ref\":\"r\",\"messageId\":\"" + message + "\",\"emoji\":\"x\",\"on\":true}");
            JsonNode error = b.await("error");
            assertThat(error.path("code").asText()).isEqualTo("invalid");
            assertThat(error.path("ref").asText()).isEqualTo("r");
            b.text("{\"op\":\"react\",\"ref\":\"r\",\"messageId\":\"" + message + "\",\"emoji\":\"x\"}");
            assertThat(b.await("error").path("code").asText()).isEqualTo("bad_request");
            b.text("{\"op\":\"delete\",\"ref\":\"d\",\"messageId\":\"" + room + "\"}");
            assertThat(b.await("error").path("code").asText()).isEqualTo("not_found");
        }
    }

    @Test
    void changesShouldBeAppliedInTheOrderOfTheRequests() {
        try (TestClient a = server.join(alice)) {
            String message = posted(a, "at first");
            StringBuilder edits = new StringBuilder();
            for (int i = 1; i <= 50; i++) {
                edits.append("{\"op\":\"edit\",\"ref\":\"" + i + "\",\"messageId\":\"" + message + "\",\"text\":\"edit "
                        + i + "\"}\n");
            }
            a.text(edits.toString());
            for (int i = 1; i <= 50; i++) {
                assertThat(a.await("ack").path("ref").asText()).isEqualTo(Integer.toString(i));
            }
            assertThat(server.chat
                            .messages()
                            .history(alice.caller(), room, HistoryRequest.newest(1))
                            .items()
                            .get(0)
                            .message()
                            .text())
                    .hasToString("edit 50");
        }
    }

    @Test
    void reactionsShouldCountTowardsTheSendLimit() {
        try (TestServer limited = new TestServer(TestServer.settings(1))) {
            Person carol = limited.person("carol");
            RoomId own = limited.room(carol);
            try (TestClient c = limited.join(carol)) {
                c.send(own, "posted", "hello");
                String message = c.await("ack").path("messageId").asText();
                for (int i = 0; i < 10; i++) {
                    c.text(reaction(message, i % 2 == 0));
                }
                JsonNode error = c.await("error");
                assertThat(error.path("code").asText()).isEqualTo("rate_limited");
                assertThat(error.path("retryAfterMs").asLong()).isPositive();
            }
        }
    }

    private static String reaction(String message, boolean on) {
        return "{\"op\":\"react\",\"ref\":\"r\",\"messageId\":\"" + message + "\",\"emoji\":\"\u2764\",\"on\":" + on
                + "}";
    }
}
