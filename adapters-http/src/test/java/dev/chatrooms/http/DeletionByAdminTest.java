package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Tests what others see of an account that an administrator has deleted. */
class DeletionByAdminTest {
    private static final String ALICE = "/api/v1/admin/users/alice";

    private TestServer server;
    private Person root;
    private Person alice;
    private Person bob;
    private Person carol;

    @BeforeEach
    void start() {
        server = TestServer.start();
        root = server.admin("root");
        alice = server.person("alice");
        bob = server.person("bob");
        carol = server.person("carol");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String role(Person person, String room) {
        return person.get(room).at("/me/role");
    }

    @Test
    void ownedRoomsShouldPassToTheLongestStandingModeratorElseMember() {
        String moderated = alice.publicRoom("Moderated");
        String plain = alice.privateRoom("Plain");
        String shared = alice.publicRoom("Shared");
        String empty = alice.publicRoom("Empty");
        for (Person person : List.of(bob, carol)) {
            person.post(moderated + "/join");
            alice.put(plain + "/members/" + person.username());
        }
        alice.patch(moderated + "/members/carol", "{\"role\":\"moderator\"}");
        carol.post(shared + "/join");
        bob.post(shared + "/join");
        alice.patch(shared + "/members/bob", "{\"role\":\"owner\"}");

        assertThat(root.delete(ALICE).status()).isEqualTo(204);

        assertThat(role(carol, moderated)).isEqualTo("owner");
        assertThat(role(bob, moderated)).isEqualTo("member");
        assertThat(role(bob, plain)).isEqualTo("owner");
        assertThat(role(carol, plain)).isEqualTo("member");
        assertThat(role(bob, shared)).isEqualTo("owner");
        assertThat(role(carol, shared)).isEqualTo("member");
        assertThat(root.get(empty).status()).isEqualTo(404);
        for (String room : List.of(moderated, plain, shared)) {
            assertThat(bob.get(room).json().path("memberCount").asInt()).isEqualTo(2);
        }
    }

    /** The administrator has done all of it. */
    @Test
    void deletionShouldBeAuditedWithWhatFollowsFromIt() {
        String passed = alice.publicRoom("Passed");
        bob.post(passed + "/join");
        alice.publicRoom("Empty");

        root.delete(ALICE);

        List<String> entries = new ArrayList<>();
        root.get("/api/v1/admin/audit?actor=root").json().path("items").forEach(entry -> {
            assertThat(entry.path("address").asString()).isEqualTo("127.0.0.1");
            entries.add(
                    entry.path("action").asString() + " " + entry.path("detail").asString());
        });
        assertThat(entries)
                .containsExactlyInAnyOrder(
                        "account.deleted messages kept", "room.deleted ", "member.role_changed owner");
    }

    @Test
    void messagesAndTheirFilesShouldStayUnderDeletedAccount() {
        alice.patch("/api/v1/me", "{\"displayName\":\"Alice A.\",\"firstName\":\"Alice\",\"bio\":\"Likes tea\"}");
        String room = alice.publicRoom("Tea");
        bob.post(room + "/join");
        Response attached = Form.upload(alice, "tea.txt", Form.bytes("green"));
        Response unattached = Form.upload(alice, "draft.txt", Form.bytes("secret"));
        Response said = alice.post(
                room + "/messages", "{\"text\":\"Hello @bob\",\"attachments\":[\"" + attached.at("/id") + "\"]}");
        String message = "/api/v1/messages/" + said.at("/id");
        bob.post(
                room + "/messages",
                "{\"text\":\"Yes\",\"replyTo\":\"" + said.at("/id") + "\",\"threadId\":\"" + said.at("/id") + "\"}");
        alice.put(message + "/reactions/%F0%9F%91%8D");
        alice.put(message + "/pin");
        String direct = "/api/v1/rooms/"
                + alice.post("/api/v1/rooms", "{\"kind\":\"direct\",\"members\":[\"bob\"]}")
                        .at("/id");
        alice.send(direct, "Between us");

        root.delete(ALICE);

        Response left = bob.get(message);
        assertThat(left.at("/text")).isEqualTo("Hello @bob");
        assertThat(left.at("/sender/displayName")).isEqualTo("Deleted account");
        assertThat(left.at("/sender/id")).isEqualTo(alice.id());
        assertThat(bob.get(attached.at("/url")).status()).isEqualTo(200);
        assertThat(bob.get(unattached.at("/url")).status()).isEqualTo(404);
        assertThat(bob.get(direct + "/messages").at("/items/0/text")).isEqualTo("Between us");
        List<String> pages = Stream.of(
                        room + "/messages",
                        room + "/members",
                        room + "/pins",
                        room + "/files",
                        room + "/reads",
                        room,
                        message + "/thread",
                        message + "/reactions",
                        direct,
                        direct + "/messages",
                        "/api/v1/rooms",
                        "/api/v1/mentions",
                        "/api/v1/messages",
                        "/api/v1/messages/search?q=hello",
                        "/api/v1/users/" + alice.id() + "/messages",
                        "/api/v1/users/" + alice.id())
                .map(path -> bob.get(path).body())
                .toList();
        assertThat(pages).allSatisfy(page -> assertThat(page).doesNotContain("alice", "Alice", "Likes tea"));
    }

    @Test
    void nobodyShouldFindTheAccountAndItsNameShouldBeFree() {
        root.post(
                "/api/v1/admin/users",
                "{\"username\":\"dave\",\"password\":\"correct horse\",\"email\":\"dave@example.org\"}");
        Person dave = new Person(server, null, "dave", login("dave@example.org").at("/accessToken"));
        bob.put("/api/v1/contacts/dave");
        carol.put("/api/v1/blocks/dave");
        dave.put("/api/v1/contacts/bob");
        dave.put("/api/v1/blocks/carol");

        assertThat(root.delete("/api/v1/admin/users/dave").status()).isEqualTo(204);

        assertThat(dave.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(login("dave").code()).isEqualTo("bad_credentials");
        assertThat(login("dave@example.org").code()).isEqualTo("bad_credentials");
        assertThat(bob.get("/api/v1/users/dave").status()).isEqualTo(404);
        assertThat(items(bob.get("/api/v1/users?search=dave"))).isEmpty();
        assertThat(items(bob.get("/api/v1/users?search=dave@example.org"))).isEmpty();
        assertThat(items(bob.get("/api/v1/contacts"))).isEmpty();
        assertThat(items(carol.get("/api/v1/blocks"))).isEmpty();
        for (String listed : List.of("", "?disabled=true", "?search=dave", "?search=deleted", "?role=user")) {
            assertThat(items(root.get("/api/v1/admin/users" + listed)))
                    .as(listed)
                    .extracting(item -> item.path("username").asString())
                    .noneMatch(name -> name.startsWith("deleted-") || name.equals("dave"));
        }
        for (Response refused : List.of(
                root.delete("/api/v1/admin/users/dave"),
                root.patch("/api/v1/admin/users/dave", "{\"disabled\":false}"),
                root.post("/api/v1/admin/users/dave/logout"),
                root.post("/api/v1/admin/users/dave/password-reset"))) {
            assertThat(refused.status()).isEqualTo(404);
        }
        Person again = server.person("dave");
        assertThat(items(again.get("/api/v1/contacts"))).isEmpty();
        assertThat(again.get("/api/v1/blocks/carol").json().path("blocked").asBoolean())
                .isFalse();
    }

    private Response login(String username) {
        return server.post("/api/v1/auth/login", "{\"username\":\"" + username + "\",\"password\":\"correct horse\"}");
    }

    private static List<JsonNode> items(Response page) {
        assertThat(page.status()).isEqualTo(200);
        List<JsonNode> items = new ArrayList<>();
        page.json().path("items").forEach(items::add);
        return items;
    }
}
