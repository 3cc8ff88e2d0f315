package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomTest {
    private TestServer server;
    private Person alice;
    private Person bob;

    @BeforeAll
    void start() {
        server = TestServer.start();
        alice = server.person("alice");
        bob = server.person("bob");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void createShouldReturnTheRoomWithTheCallerAsOwner() {
        Response response = alice.post("/api/v1/rooms", """
                {"kind":"private","name":"Plans","topic":"for summer","members":["bob"]}
                """);

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.at("/me/role")).isEqualTo("owner");
        assertThat(response.at("/createdBy")).isEqualTo(alice.id());
        assertThat(response.json().at("/memberCount").asInt()).isEqualTo(2);
        assertThat(bob.get("/api/v1/rooms/" + response.at("/id")).at("/me/role"))
                .isEqualTo("member");
    }

    @Test
    void createShouldConflictWhenAPublicRoomHasTheName() {
        alice.publicRoom("Straße");

        Response response = bob.post("/api/v1/rooms", "{\"kind\":\"public\",\"name\":\"STRASSE\"}");

        assertThat(response.status()).isEqualTo(409);
        assertThat(response.code()).isEqualTo("name_taken");
        assertThat(response.errors()).containsExactly("name taken");
    }

    @Test
    void createShouldBeRefusedWhenAFieldIsInvalid() {
        assertThat(alice.post("/api/v1/rooms", "{\"kind\":\"secret\",\"name\":\"x\"}")
                        .errors())
                .containsExactly("kind unknown");
        assertThat(alice.post("/api/v1/rooms", "{\"kind\":\"public\",\"name\":\"" + "x".repeat(81) + "\"}")
                        .errors())
                .containsExactly("name too_long");
        assertThat(alice.post("/api/v1/rooms", "{}").errors())
                .containsExactlyInAnyOrder("kind missing", "name missing");
        assertThat(alice.post("/api/v1/rooms", "{\"kind\":\"private\",\"name\":\"x\",\"members\":[\"nobody\"]}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void privateRoomShouldNotBeFoundByOthers() {
        String secret = alice.privateRoom("Secret");

        assertThat(bob.get(secret).code()).isEqualTo("not_found");
        assertThat(bob.get(secret + "/members").code()).isEqualTo("not_found");
        assertThat(bob.get(secret + "/messages").code()).isEqualTo("not_found");
        assertThat(bob.post(secret + "/join").code()).isEqualTo("not_found");
        assertThat(bob.post(secret + "/leave").code()).isEqualTo("not_found");
        assertThat(bob.delete(secret).code()).isEqualTo("not_found");
        assertThat(bob.send(secret, "Let me in").code()).isEqualTo("not_found");
        assertThat(bob.get("/api/v1/events?room=" + secret.replaceAll(".*/", ""))
                        .code())
                .isEqualTo("not_found");
    }

    @Test
    void joinAndLeaveShouldBeIdempotent() {
        String room = alice.publicRoom("Revolving door");

        assertThat(bob.post(room + "/join").at("/me/role")).isEqualTo("member");
        assertThat(bob.post(room + "/join").json().at("/memberCount").asInt()).isEqualTo(2);
        assertThat(bob.post(room + "/leave").status()).isEqualTo(204);
        assertThat(bob.post(room + "/leave").status()).isEqualTo(204);
        assertThat(bob.get(room).json().has("me")).isFalse();
    }

    @Test
    void deleteShouldRequireTheOwner() {
        String room = alice.publicRoom("Castle");
        bob.post(room + "/join");

        assertThat(bob.delete(room).code()).isEqualTo("insufficient_role");
        assertThat(alice.delete(room).status()).isEqualTo(204);
        assertThat(alice.delete(room).code()).isEqualTo("not_found");
    }

    @Test
    void membersShouldBeSortedByRoleAndName() {
        String room = alice.publicRoom("Party");
        bob.post(room + "/join");
        server.person("aaron").post(room + "/join");

        Response response = bob.get(room + "/members");

        assertThat(names(response.json())).containsExactly("owner alice", "member aaron", "member bob");
    }

    @Test
    void membersShouldBeFoundByName() {
        String room = alice.publicRoom("Search party");
        bob.post(room + "/join");
        Person robin = server.person("robin-bob");
        robin.post(room + "/join");
        server.person("bobby");

        assertThat(names(alice.get(room + "/members?search=@BOB").json()))
                .containsExactly("member bob", "member robin-bob");
        Response first = alice.get(room + "/members?search=bob&limit=1");
        assertThat(names(first.json())).containsExactly("member bob");
        assertThat(names(alice.get(room + "/members?search=bob&limit=1&cursor=" + first.at("/next"))
                        .json()))
                .containsExactly("member robin-bob");
        assertThat(names(alice.get(room + "/members?search=%20").json())).hasSize(3);
        assertThat(alice.get(room + "/members?search=" + "x".repeat(255)).errors())
                .containsExactly("search too_long");
    }

    @Test
    void roomsShouldBeListedInPages() {
        Person carol = server.person("carol");
        for (int i = 0; i < 5; i++) {
            carol.publicRoom("Page " + i);
        }
        List<String> seen = new ArrayList<>();
        String next = "";
        int pages = 0;
        do {
            Response page = carol.get("/api/v1/rooms?limit=2" + (next.isEmpty() ? "" : "&cursor=" + next));
            page.json().at("/items").forEach(room -> seen.add(room.path("name").asString()));
            next = page.at("/next");
            pages++;
        } while (!next.isEmpty());

        assertThat(seen).containsExactly("Page 4", "Page 3", "Page 2", "Page 1", "Page 0");
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void lastMessageShouldBeTruncatedTo200CodePoints() {
        String room = alice.publicRoom("Long");
        alice.send(room, "🙂".repeat(201));

        Response response = alice.get(room);

        assertThat(response.at("/lastMessage/text")).isEqualTo("🙂".repeat(200));
        assertThat(alice.get(room + "/messages").at("/items/0/text")).isEqualTo("🙂".repeat(201));
    }

    private static List<String> names(JsonNode members) {
        List<String> names = new ArrayList<>();
        members.path("items")
                .forEach(member -> names.add(member.path("role").asString() + " "
                        + member.at("/user/username").asString()));
        return names;
    }
}
