package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MessageTest {
    private TestServer server;
    private Person alice;
    private Person bob;
    private String room;

    @BeforeAll
    void start() {
        server = TestServer.start();
        alice = server.person("alice");
        bob = server.person("bob");
        room = alice.publicRoom("Tea");
        for (int i = 1; i <= 10; i++) {
            alice.send(room, "message " + i);
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void sendShouldKeepTheTextUnchanged() {
        String text = "a\\tb\\n\\\"c\\\" <script> \\ud83d\\ude42 \\u2028 ';--";
        Response posted = alice.send(alice.publicRoom("Texts"), text);

        assertThat(posted.status()).isEqualTo(201);
        assertThat(posted.at("/text")).isEqualTo("a\tb\n\"c\" <script> 🙂 \u2028 ';--");
        assertThat(alice.get("/api/v1/messages/" + posted.at("/id")).at("/text"))
                .isEqualTo(posted.at("/text"));
    }

    @Test
    void sendShouldReturnTheFirstMessageWhenTheClientIdIsRepeated() {
        String own = alice.privateRoom("Retries");
        String body = "{\"text\":\"once\",\"clientId\":\"c-1\"}";

        Response first = alice.post(own + "/messages", body);
        Response again = alice.post(own + "/messages", body);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.at("/clientId")).isEqualTo("c-1");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(alice.get(own).json().at("/lastSeq").asInt()).isEqualTo(1);
        assertThat(alice.post(alice.privateRoom("Elsewhere") + "/messages", body)
                        .code())
                .isEqualTo("client_id_reused");
    }

    @Test
    void clientIdShouldBeVisibleOnlyToTheSender() {
        String shared = alice.publicRoom("Shared");
        String id = alice.post(shared + "/messages", "{\"text\":\"hi\",\"clientId\":\"only for alice\"}")
                .at("/id");

        assertThat(alice.get("/api/v1/messages/" + id).at("/clientId")).isEqualTo("only for alice");
        assertThat(bob.get("/api/v1/messages/" + id).json().has("clientId")).isFalse();
        assertThat(bob.get(shared + "/messages").body()).doesNotContain("only for alice");
        assertThat(bob.get(shared).body()).doesNotContain("only for alice");
    }

    @Test
    void messageOfAPrivateRoomShouldNotBeFoundByOthers() {
        String id = alice.send(alice.privateRoom("Diary"), "Dear diary").at("/id");

        assertThat(bob.get("/api/v1/messages/" + id).code()).isEqualTo("not_found");
    }

    @Test
    void sendShouldBeRefusedWhenTheTextIsInvalid() {
        assertThat(alice.send(room, " \\n ").errors()).containsExactly("text empty");
        assertThat(alice.send(room, "x".repeat(8001)).errors()).containsExactly("text too_long");
        assertThat(alice.send(room, "\\u0000").errors()).containsExactly("text illegal_character");
        assertThat(alice.send(room, "\\ud800").errors()).containsExactly("text illegal_character");
        assertThat(alice.post(room + "/messages", "{}").errors()).containsExactly("text missing");
    }

    @ParameterizedTest(name = "?{0}: {1}, before {2}, after {3}")
    @CsvSource({
        "'', 1 2 3 4 5 6 7 8 9 10, false, false",
        "limit=3, 8 9 10, true, false",
        "before=4&limit=2, 2 3, true, true",
        "after=8, 9 10, true, false",
        "after=0&limit=2, 1 2, false, true",
        "around=5&limit=4, 3 4 5 6, true, true",
        "after=999, '', true, false",
        "before=1, '', false, true",
    })
    void historyShouldReturnTheRequestedRange(String query, String seqs, boolean before, boolean after) {
        Response response = bob.get(room + "/messages?" + query);

        List<String> found = new ArrayList<>();
        response.json().at("/items").forEach(item -> found.add(item.path("seq").asString()));
        assertThat(String.join(" ", found)).isEqualTo(seqs);
        assertThat(response.json().path("hasBefore").asBoolean()).isEqualTo(before);
        assertThat(response.json().path("hasAfter").asBoolean()).isEqualTo(after);
        assertThat(response.json().path("lastSeq").asInt()).isEqualTo(10);
    }
}
