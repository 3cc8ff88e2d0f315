package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleTest {
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

    private Response put(Person person, String path) {
        return server.send(person.request(path).PUT(BodyPublishers.noBody()));
    }

    private static List<String> usernames(Response list) {
        List<String> names = new ArrayList<>();
        list.json().at("/items").forEach(item -> names.add(item.path("username").asString()));
        return names;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void userShouldBeFoundByIdAndUsername() {
        Person carol = server.person("carol");

        for (String user : List.of(carol.id(), "carol", "CAROL")) {
            Response response = alice.get("/api/v1/users/" + user);
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.at("/id")).isEqualTo(carol.id());
            assertThat(response.json().has("email")).isFalse();
            assertThat(response.json().at("/isContact").asBoolean(true)).isFalse();
            assertThat(response.json().at("/blockedByMe").asBoolean(true)).isFalse();
        }
        for (String unknown : List.of("nobody", UUID.randomUUID().toString(), "a%20b")) {
            assertThat(alice.get("/api/v1/users/" + unknown).code()).isEqualTo("not_found");
            assertThat(alice.get("/api/v1/users/" + unknown + "/rooms").code()).isEqualTo("not_found");
            assertThat(alice.get("/api/v1/users/" + unknown + "/messages").code())
                    .isEqualTo("not_found");
        }
    }

    @Test
    void contactsShouldBeAddedAndRemovedIdempotently() {
        Person dora = server.person("dora");

        assertThat(dora.get("/api/v1/contacts").json().at("/items")).isEmpty();
        assertThat(put(dora, "/api/v1/contacts/bob").status()).isEqualTo(204);
        assertThat(put(dora, "/api/v1/contacts/" + bob.id()).status()).isEqualTo(204);
        assertThat(put(dora, "/api/v1/contacts/alice").status()).isEqualTo(204);
        assertThat(usernames(dora.get("/api/v1/contacts"))).containsExactly("alice", "bob");
        Response first = dora.get("/api/v1/contacts?limit=1");
        assertThat(usernames(first)).containsExactly("alice");
        assertThat(usernames(dora.get("/api/v1/contacts?limit=1&cursor=" + first.at("/next"))))
                .containsExactly("bob");
        assertThat(dora.get("/api/v1/users/bob").json().at("/isContact").asBoolean(false))
                .isTrue();

        assertThat(dora.delete("/api/v1/contacts/bob").status()).isEqualTo(204);
        assertThat(dora.delete("/api/v1/contacts/bob").status()).isEqualTo(204);
        assertThat(usernames(dora.get("/api/v1/contacts"))).containsExactly("alice");
        assertThat(put(dora, "/api/v1/contacts/dora").code()).isEqualTo("self");
        assertThat(put(dora, "/api/v1/contacts/nobody").code()).isEqualTo("not_found");
        assertThat(dora.get("/api/v1/contacts?cursor=x").status()).isEqualTo(400);
    }

    @Test
    void blockShouldBeVisibleToBothAndRemovedByItsOwner() {
        Person emil = server.person("emil");
        assertThat(put(emil, "/api/v1/blocks/bob").status()).isEqualTo(204);
        assertThat(put(emil, "/api/v1/blocks/bob").status()).isEqualTo(204);

        assertThat(emil.get("/api/v1/blocks/bob").body()).isEqualTo("{\"blocked\":true,\"blockedByMe\":true}");
        assertThat(bob.get("/api/v1/blocks/emil").body()).isEqualTo("{\"blocked\":true,\"blockedByMe\":false}");
        assertThat(usernames(emil.get("/api/v1/blocks"))).containsExactly("bob");
        assertThat(usernames(bob.get("/api/v1/blocks"))).isEmpty();
        assertThat(bob.delete("/api/v1/blocks/emil").status()).isEqualTo(204);
        assertThat(bob.get("/api/v1/blocks/emil").json().at("/blocked").asBoolean(false))
                .isTrue();
        assertThat(emil.delete("/api/v1/blocks/bob").status()).isEqualTo(204);
        assertThat(bob.get("/api/v1/blocks/emil").body()).isEqualTo("{\"blocked\":false,\"blockedByMe\":false}");
        assertThat(put(emil, "/api/v1/blocks/emil").code()).isEqualTo("self");
        assertThat(emil.get("/api/v1/blocks/nobody").code()).isEqualTo("not_found");
    }

    @Test
    void searchShouldRankTheBestMatchFirst() {
        server.person("zoe");
        server.person("azoe");
        server.person("zoella");

        assertThat(usernames(alice.get("/api/v1/users?search=ZO%C3%8B"))).containsExactly("zoe", "zoella", "azoe");
        Response first = alice.get("/api/v1/users?search=zoe&limit=2");
        assertThat(usernames(first)).containsExactly("zoe", "zoella");
        assertThat(usernames(alice.get("/api/v1/users?search=zoe&limit=2&cursor=" + first.at("/next"))))
                .containsExactly("azoe");
        assertThat(usernames(alice.get("/api/v1/users"))).isSorted().contains("alice", "bob", "zoe");
        assertThat(usernames(alice.get("/api/v1/users?search="))).contains("alice", "bob", "zoe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "_", "!", "\\", "'", "\"", ";--", "*", "\u0001", "\n%", "🦊", "{", "$$", "\uFFFF"})
    void searchShouldTreatSpecialCharactersAsText(String typed) {
        Response response = alice.get("/api/v1/users?search=" + encoded(typed));

        assertThat(response.status()).isEqualTo(200);
        assertThat(usernames(response)).isEmpty();
    }

    @Test
    void searchShouldBeRefusedWhenTheTextIsInvalid() {
        assertThat(alice.get("/api/v1/users?search=a%00").errors()).containsExactly("search illegal_character");
        assertThat(alice.get("/api/v1/users?search=" + "a".repeat(255)).errors())
                .containsExactly("search too_long");
        assertThat(alice.get("/api/v1/users?search=a%FF").status()).isEqualTo(400);
        assertThat(alice.get("/api/v1/users?cursor=x").status()).isEqualTo(400);
    }

    @Test
    void roomsAndMessagesOfAUserShouldBeOnlyThoseTheCallerMaySee() {
        Person frida = server.person("frida");
        String open = frida.publicRoom("Frida's");
        String secret = frida.privateRoom("Secret");
        frida.send(open, "hello");
        frida.send(secret, "psst");
        frida.send(open, "again");

        assertThat(alice.get("/api/v1/users/frida/rooms").json().at("/items"))
                .singleElement()
                .satisfies(room -> assertThat(room.path("name").asString()).isEqualTo("Frida's"));
        List<String> texts = new ArrayList<>();
        Response messages = alice.get("/api/v1/users/frida/messages");
        messages.json()
                .at("/items")
                .forEach(message -> texts.add(message.path("text").asString()));
        assertThat(texts).containsExactly("again", "hello");
        assertThat(frida.get("/api/v1/users/frida/messages").json().at("/items"))
                .hasSize(3);
    }

    @Test
    void presenceShouldReturnEachKnownUserOnce() throws Exception {
        Response response = alice.get("/api/v1/presence?users=bob,nobody," + alice.id() + ",BOB");

        assertThat(response.json().at("/items")).hasSize(2);
        assertThat(response.at("/items/0/userId")).isEqualTo(bob.id());
        assertThat(response.at("/items/0/status")).isEqualTo("offline");
        assertThat(response.at("/items/0/lastSeenAt"))
                .as("the time of the login")
                .isNotEmpty();
        assertThat(response.at("/items/1/userId")).isEqualTo(alice.id());
    }

    @Test
    void presenceShouldBeHiddenFromBlockedAccounts() {
        Person greta = server.person("greta");
        put(greta, "/api/v1/blocks/alice");

        Response response = alice.get("/api/v1/presence?users=greta");

        assertThat(response.at("/items/0/status")).isEqualTo("offline");
        assertThat(response.json().at("/items/0/lastSeenAt").isNull()).isTrue();
        assertThat(bob.get("/api/v1/presence?users=greta")
                        .json()
                        .at("/items/0/lastSeenAt")
                        .isNull())
                .isFalse();
    }

    @Test
    void presenceShouldBeRefusedWhenThereAreNoOrTooManyUsers() {
        String many = String.join(",", Collections.nCopies(201, "a"));

        assertThat(alice.get("/api/v1/presence?users=" + many).status()).isEqualTo(400);
        assertThat(alice.get("/api/v1/presence?users=" + many.substring(2)).status())
                .isEqualTo(200);
        assertThat(alice.get("/api/v1/presence").status()).isEqualTo(400);
        assertThat(alice.get("/api/v1/presence?users=").status()).isEqualTo(400);
    }
}
