package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Direct rooms over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectRoomTest {
    private TestServer server;
    private Person alice;
    private Person eve;

    @BeforeAll
    void start() {
        server = TestServer.start();
        alice = server.person("alice");
        eve = server.person("eve");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static Response open(Person opener, String members) {
        return opener.post("/api/v1/rooms", "{\"kind\":\"direct\",\"members\":[" + members + "]}");
    }

    private static String path(Response room) {
        return "/api/v1/rooms/" + room.at("/id");
    }

    @Test
    void openShouldReturn201OnceAnd200AfterwardsWithThePeer() {
        Person bob = server.person("bob");

        Response created = open(alice, "\"bob\"");
        Response again = open(bob, "\"" + alice.id() + "\"");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("name").isNull()).isTrue();
        assertThat(created.at("/kind")).isEqualTo("direct");
        assertThat(created.at("/me/role")).isEqualTo("member");
        assertThat(created.at("/peer/username")).isEqualTo("bob");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.at("/id")).isEqualTo(created.at("/id"));
        assertThat(again.at("/peer/username")).isEqualTo("alice");
        assertThat(bob.get(path(created)).at("/peer/username")).isEqualTo("alice");
        assertThat(bob.get("/api/v1/rooms").at("/items/0/peer/username")).isEqualTo("alice");
        assertThat(bob.get(path(created) + "/members").json().path("items"))
                .extracting(member -> member.path("role").asString())
                .containsExactly("member", "member");
    }

    @Test
    void openShouldBeRefusedWhenTheMembersAreNotAPair() {
        server.person("carol");

        assertThat(open(alice, "\"alice\"").status()).isEqualTo(422);
        assertThat(open(alice, "\"alice\"").code()).isEqualTo("self");
        assertThat(open(alice, "").errors()).containsExactly("members missing");
        assertThat(open(alice, "\"carol\",\"eve\"").errors()).containsExactly("members too_many");
        assertThat(open(alice, "\"nobody\"").errors()).containsExactly("members[0] unknown");
        assertThat(alice.post("/api/v1/rooms", "{\"kind\":\"direct\",\"members\":[\"eve\"],\"name\":\"Us\"}")
                        .errors())
                .containsExactly("name not_supported");
        assertThat(alice.post("/api/v1/rooms", "{\"kind\":\"direct\",\"members\":[\"eve\"],\"topic\":\"Us\"}")
                        .errors())
                .containsExactly("topic not_supported");
    }

    @Test
    void directRoomShouldBeHiddenFromOthers() {
        server.person("dave");
        String room = path(open(alice, "\"dave\""));

        assertThat(alice.post(room + "/leave").status()).isEqualTo(409);
        assertThat(alice.post(room + "/leave").code()).isEqualTo("direct_room");
        assertThat(alice.delete(room).status()).isEqualTo(409);
        assertThat(alice.delete(room).code()).isEqualTo("direct_room");
        for (String part : new String[] {"", "/members", "/messages", "/reads"}) {
            assertThat(eve.get(room + part).status()).as(part).isEqualTo(404);
        }
        assertThat(eve.post(room + "/join").status()).isEqualTo(404);
        assertThat(eve.put(room + "/read", "{\"seq\":1}").status()).isEqualTo(404);
        assertThat(eve.patch(room + "/me", "{\"muted\":true}").status()).isEqualTo(404);
        assertThat(eve.get("/api/v1/users/alice/rooms").json().path("items")).isEmpty();
        for (JsonNode found :
                alice.get("/api/v1/rooms?scope=public&limit=200").json().path("items")) {
            assertThat(found.path("kind").asString()).isEqualTo("public");
        }
    }

    @Test
    void blockShouldPreventSendingUntilItIsRemoved() {
        Person frank = server.person("frank");
        String room = path(open(alice, "\"frank\""));
        assertThat(frank.send(room, "hello").status()).isEqualTo(201);

        assertThat(server.send(frank.request("/api/v1/blocks/alice").PUT(BodyPublishers.noBody()))
                        .status())
                .isEqualTo(204);

        for (Person sender : new Person[] {alice, frank}) {
            assertThat(sender.send(room, "hello").status()).isEqualTo(403);
            assertThat(sender.send(room, "hello").code()).isEqualTo("blocked");
        }
        assertThat(open(alice, "\"frank\"").status()).isEqualTo(403);
        assertThat(open(frank, "\"alice\"").code()).isEqualTo("blocked");
        assertThat(alice.get(room + "/messages").json().path("items")).hasSize(1);
        assertThat(frank.delete("/api/v1/blocks/alice").status()).isEqualTo(204);
        assertThat(alice.send(room, "again").status()).isEqualTo(201);
        assertThat(open(alice, "\"frank\"").status()).isEqualTo(200);
    }

    @Test
    void blockShouldCloseTheDirectRoomAndKeepTheBlockedFromBringingTheBlockerIntoPrivateRooms() {
        Person gina = server.person("gina");
        Person hank = server.person("hank");
        String room = path(open(hank, "\"gina\""));
        String said = "/api/v1/messages/" + hank.send(room, "hello").at("/id");
        assertThat(hank.put(said + "/pin").status()).isEqualTo(204);
        String secret = hank.privateRoom("Without Gina");
        String open = hank.publicRoom("Open to Gina");
        String code = hank.post(secret + "/invites", "{}").at("/code");
        assertThat(gina.put("/api/v1/blocks/hank").status()).isEqualTo(204);

        assertThat(hank.put(open + "/members/gina").status()).isEqualTo(200);
        for (Response refused : new Response[] {
            hank.put(said + "/pin"),
            hank.delete(said + "/pin"),
            hank.patch(said, "{\"text\":\"read this\"}"),
            gina.put(said + "/reactions/%F0%9F%91%8D"),
            hank.put(secret + "/members/gina"),
            hank.post("/api/v1/rooms", "{\"kind\":\"private\",\"name\":\"New\",\"members\":[\"gina\"]}"),
            hank.patch(open, "{\"kind\":\"private\"}"),
            gina.post("/api/v1/invites/" + code + "/accept")
        }) {
            assertThat(refused.status()).as(refused.body()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("blocked");
        }
        assertThat(hank.get(room + "/reads").json().path("items"))
                .extracting(marker -> marker.path("userId").asString())
                .containsExactly(hank.id());
        assertThat(hank.get(room + "/pins").json().path("items")).isEmpty();
        assertThat(gina.get(room + "/pins").json().path("items")).isEmpty();
        assertThat(gina.get(secret).status()).isEqualTo(404);
    }
}
