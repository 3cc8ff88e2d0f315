package dev.chatrooms.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Read markers: moving them takes no reply, and the account's own connections receive an event. */
class ReadMarkerTest extends RoomOfTwo {
    private static String readJson(Object room, Object seq) {
        return "{\"op\":\"read\",\"roomId\":\"" + room + "\",\"seq\":" + seq + "}";
    }

    private void sendMessages(int count) {
        for (int i = 0; i < count; i++) {
            server.send(alice, room, "message").join();
        }
    }

    @Test
    void readShouldUpdateAllOwnConnectionsWithoutAReply() {
        sendMessages(5);
        try (TestClient phone = server.join(bob);
                TestClient laptop = server.join(bob)) {
            phone.text(readJson(room, 3) + "\n{\"op\":\"ping\",\"ref\":\"p\"}");

            JsonNode onPhone = phone.awaitEvent("me.updated");
            JsonNode onLaptop = laptop.awaitEvent("me.updated");

            assertThat(onPhone).isEqualTo(onLaptop);
            assertThat(onLaptop.path("roomId").asText()).isEqualTo(room.toString());
            assertThat(onLaptop.path("data").toString())
                    .isEqualTo("{\"readSeq\":3,\"unread\":2,\"mentions\":0,\"muted\":false,\"favourite\":false}");
            laptop.text(readJson(room, 5));
            assertThat(phone.awaitEvent("me.updated").at("/data/readSeq").asLong())
                    .isEqualTo(5);
        }
    }

    @Test
    void failedReadShouldBeAnsweredInOrderWithItsRef() {
        String nowhere = "00000000-0000-7000-8000-000000000000";
        try (TestClient b = server.join(bob)) {
            b.text(String.join(
                    "\n",
                    "{\"op\":\"read\",\"ref\":\"1\",\"roomId\":\"" + nowhere + "\",\"seq\":1}",
                    readJson(room, 0),
                    "{\"op\":\"read\",\"ref\":\"2\",\"roomId\":\"" + room + "\",\"seq\":-1}",
                    "{\"op\":\"read\",\"ref\":\"3\",\"roomId\":\"" + room + "\"}",
                    "{\"op\":\"read\",\"ref\":\"4\",\"roomId\":\"" + room + "\",\"seq\":\"1\"}",
                    readJson(nowhere, 1),
                    TestClient.sendJson(room, "5", "done", null)));

            List<String> replies = new ArrayList<>();
            while (replies.size() < 6) {
                JsonNode object = b.await(o -> !o.path("op").asText().equals("event"));
                replies.add(
                        object.path("ref").asText() + " " + object.path("code").asText("ack"));
            }
            assertThat(replies)
                    .containsExactly("1 not_found", "2 invalid", "3 invalid", "4 bad_request", " not_found", "5 ack");
        }
    }

    @Test
    void readsShouldBeThrottledAndCompletedWhenThereAreMany() {
        sendMessages(3);
        try (TestClient b = server.join(bob)) {
            // Far more requests than may be pending at a time, and none of them takes a reply.
            String frame =
                    IntStream.range(0, 500).mapToObj(i -> readJson(room, 0)).collect(Collectors.joining("\n"));
            for (int i = 0; i < 40; i++) {
                b.text(frame);
            }
            b.text(readJson(room, 2));

            assertThat(b.awaitEvent("me.updated").at("/data/readSeq").asLong()).isEqualTo(2);
        }
    }
}
