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
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of rooms, members, bans and invites. {@link RoomTableTest} covers the permissions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoomModerationTest {
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

    // ---- the room

    @Test
    void patchShouldChangeOnlyTheGivenFields() {
        String room = alice.publicRoom("Library");

        assertThat(alice.patch(room, "{\"topic\":\"Silence\"}").at("/topic")).isEqualTo("Silence");
        Response changed = alice.patch(room, "{\"name\":\"Reading\",\"kind\":\"private\"}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.at("/name")).isEqualTo("Reading");
        assertThat(changed.at("/kind")).isEqualTo("private");
        assertThat(changed.at("/topic")).isEqualTo("Silence");
        assertThat(changed.at("/me/role")).isEqualTo("owner");
        assertThat(alice.patch(room, "{\"topic\":null}").json().at("/topic").asString("-"))
                .isEmpty();
        assertThat(alice.patch(room, "{}").body()).isEqualTo(alice.get(room).body());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name":""}         | 422 | name empty
            {"name":null}       | 422 | name missing
            {"kind":"direct"}   | 422 | kind unknown
            {"kind":null}       | 422 | kind missing
            {"topic":" "}       | 422 | topic empty
            {"name":1}          | 400 | name wrong_type
            {"owner":"bob"}     | 400 | owner unknown
            """)
    void patchShouldReportTheInvalidField(String body, int status, String error) {
        String room = alice.privateRoom("Anything");

        Response response = alice.patch(room, body);

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.errors()).containsExactly(error);
    }

    @Test
    void patchShouldConflictWhenAPublicRoomHasTheName() {
        bob.publicRoom("Music");
        String room = alice.publicRoom("Noise");
        String hidden = alice.privateRoom("music");

        for (Response response :
                List.of(alice.patch(room, "{\"name\":\"MUSIC\"}"), alice.patch(hidden, "{\"kind\":\"public\"}"))) {
            assertThat(response.status()).isEqualTo(409);
            assertThat(response.code()).isEqualTo("name_taken");
            assertThat(response.errors()).containsExactly("name taken");
        }
    }

    // ---- members

    @Test
    void membersShouldBeAddedPromotedAndRemoved() {
        String room = alice.privateRoom("Staff");

        Response added = alice.put(room + "/members/" + bob.id());
        assertThat(added.status()).isEqualTo(200);
        assertThat(added.at("/user/username")).isEqualTo("bob");
        assertThat(added.at("/role")).isEqualTo("member");
        assertThat(alice.put(room + "/members/bob").body()).isEqualTo(added.body());
        assertThat(alice.patch(room + "/members/bob", "{\"role\":\"moderator\"}")
                        .at("/role"))
                .isEqualTo("moderator");
        assertThat(bob.get(room).at("/me/role")).isEqualTo("moderator");
        assertThat(alice.delete(room + "/members/bob").status()).isEqualTo(204);
        assertThat(alice.delete(room + "/members/bob").status()).as("again").isEqualTo(204);
        assertThat(bob.get(room).code()).isEqualTo("not_found");
        assertThat(alice.patch(room + "/members/bob", "{\"role\":\"moderator\"}")
                        .code())
                .isEqualTo("not_found");
        assertThat(alice.delete(room + "/members/alice").code()).isEqualTo("last_owner");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                 | 422 | role missing
            {"role":"admin"}   | 422 | role unknown
            {"role":"Owner"}   | 422 | role unknown
            {"role":1}         | 400 | role wrong_type
            """)
    void changeRoleShouldBeRefusedWhenTheRoleIsInvalid(String body, int status, String error) {
        Response response = alice.patch(alice.privateRoom("Anything") + "/members/alice", body);

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.errors()).containsExactly(error);
    }

    // ---- bans

    @Test
    void bansShouldBeListedForModerators() {
        String room = alice.publicRoom("Ring");
        bob.post(room + "/join");

        assertThat(alice.put(room + "/bans/bob", "{\"reason\":\"Shouting\",\"until\":\"2999-01-02T03:04:05+01:00\"}")
                        .status())
                .isEqualTo(204);

        Response bans = alice.get(room + "/bans");
        assertThat(bans.at("/items/0/user/username")).isEqualTo("bob");
        assertThat(bans.at("/items/0/by")).isEqualTo(alice.id());
        assertThat(bans.at("/items/0/reason")).isEqualTo("Shouting");
        assertThat(bans.at("/items/0/until")).isEqualTo("2999-01-02T02:04:05.000Z");
        assertThat(bob.get(room).code()).isEqualTo("not_found");
        assertThat(bob.get(room + "/messages").code()).isEqualTo("not_found");
        assertThat(bob.post(room + "/join").code()).isEqualTo("banned");
        assertThat(alice.put(room + "/members/bob").code()).isEqualTo("banned");

        assertThat(alice.put(room + "/bans/bob").status()).as("without a body").isEqualTo(204);
        assertThat(alice.get(room + "/bans").json().at("/items/0/until").isNull())
                .isTrue();
        assertThat(alice.delete(room + "/bans/bob").status()).isEqualTo(204);
        assertThat(alice.delete(room + "/bans/bob").status()).as("again").isEqualTo(204);
        assertThat(alice.get(room + "/bans").json().at("/items").isEmpty()).isTrue();
        assertThat(bob.post(room + "/join").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"until":"2001-01-01T00:00:00Z"}      | 422 | until past
            {"reason":""}                         | 422 | reason empty
            {"until":"tomorrow"}                  | 400 | until malformed
            {"until":"2999-13-01T00:00:00Z"}      | 400 | until malformed
            {"until":"9999-12-31T23:59:59-01:00"} | 400 | until malformed
            {"until":"2999-01-01T00:00:00"}       | 400 | until malformed
            {"until":1}                           | 400 | until wrong_type
            {"why":"so"}                          | 400 | why unknown
            """)
    void banShouldReportTheInvalidField(String body, int status, String error) {
        Response response = alice.put(alice.privateRoom("Anything") + "/bans/bob", body);

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.errors()).containsExactly(error);
    }

    @Test
    void bansShouldBeListedInPages() {
        String room = alice.privateRoom("Fortress");
        for (int i = 0; i < 3; i++) {
            alice.put(room + "/bans/" + server.person("enemy" + i).username());
        }

        Response first = alice.get(room + "/bans?limit=2");
        Response second = alice.get(room + "/bans?limit=2&cursor=" + first.at("/next"));

        assertThat(first.at("/items/0/user/username")).isEqualTo("enemy2");
        assertThat(first.at("/items/1/user/username")).isEqualTo("enemy1");
        assertThat(second.at("/items/0/user/username")).isEqualTo("enemy0");
        assertThat(second.json().has("next")).isFalse();
        assertThat(alice.get(room + "/bans?cursor=nonsense").status()).isEqualTo(400);
    }

    // ---- invites

    @Test
    void inviteShouldBeUsableOnceWhenItIsForOne() {
        String room = alice.privateRoom("Club");
        Response invite = alice.post(room + "/invites", "{\"maxUses\":1,\"expiresIn\":3600}");
        String path = "/api/v1/invites/" + invite.at("/code");

        assertThat(invite.status()).isEqualTo(201);
        assertThat(invite.at("/url")).endsWith("/#/invite/" + invite.at("/code"));
        assertThat(invite.at("/createdBy")).isEqualTo(alice.id());
        assertThat(invite.json().at("/uses").asInt(-1)).isZero();
        assertThat(alice.get(room + "/invites").at("/items/0/code")).isEqualTo(invite.at("/code"));

        Response preview = bob.get(path);
        assertThat(preview.at("/room/name")).isEqualTo("Club");
        assertThat(preview.at("/createdBy/username")).isEqualTo("alice");
        assertThat(preview.json().at("/room").propertyNames())
                .containsExactlyInAnyOrder("id", "kind", "name", "topic", "memberCount");

        assertThat(bob.post(path + "/accept").at("/me/role")).isEqualTo("member");
        assertThat(bob.post(path + "/accept").status()).as("again").isEqualTo(200);
        Person carol = server.person("carol");
        assertThat(carol.post(path + "/accept").status()).isEqualTo(410);
        assertThat(carol.get(path).code()).isEqualTo("invite_expired");
        assertThat(alice.get(room + "/invites").json().at("/items").isEmpty()).isTrue();
    }

    @Test
    void inviteShouldNotBeFoundWhenItIsRevoked() {
        String room = alice.privateRoom("Closed");
        String code = alice.post(room + "/invites").at("/code");

        assertThat(alice.delete(room + "/invites/" + code).status()).isEqualTo(204);

        assertThat(alice.delete(room + "/invites/" + code).status()).isEqualTo(404);
        assertThat(bob.get("/api/v1/invites/" + code).status()).isEqualTo(404);
        assertThat(bob.post("/api/v1/invites/" + code + "/accept").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "abcdefghijklmnopqrstuv", "%00", "%F0%9F%99%82", "a%2Fb"})
    void inviteShouldNotBeFoundWhenTheCodeIsMalformed(String code) {
        assertThat(bob.get("/api/v1/invites/" + code).status()).isIn(400, 404);
        assertThat(bob.post("/api/v1/invites/" + code + "/accept").status()).isIn(400, 404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"maxUses":0}         | 422 | maxUses out_of_range
            {"maxUses":1000001}   | 422 | maxUses out_of_range
            {"expiresIn":0}       | 422 | expiresIn out_of_range
            {"expiresIn":"1h"}    | 400 | expiresIn wrong_type
            {"uses":1}            | 400 | uses unknown
            """)
    void inviteShouldReportTheInvalidField(String body, int status, String error) {
        Response response = alice.post(alice.privateRoom("Anything") + "/invites", body);

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.errors()).containsExactly(error);
    }

    // ---- what non-members can find out

    @Test
    void privateRoomShouldBeIndistinguishableFromNoneForStrangers() {
        Person mallory = server.person("mallory");
        String secret = alice.privateRoom("Secret plans");
        String code = alice.post(secret + "/invites").at("/code");
        String nowhere = "/api/v1/rooms/01a1fbbd-0000-7000-8000-000000000000";
        List<String> responses = new ArrayList<>();
        for (String room : List.of(secret, nowhere)) {
            responses.add(String.join(
                    "\n",
                    summary(mallory.get(room)),
                    summary(mallory.get(room + "/members")),
                    summary(mallory.get(room + "/messages")),
                    summary(mallory.get(room + "/bans")),
                    summary(mallory.get(room + "/invites")),
                    summary(mallory.patch(room, "{\"name\":\"Mine\"}")),
                    summary(mallory.delete(room)),
                    summary(mallory.post(room + "/join")),
                    summary(mallory.post(room + "/leave")),
                    summary(mallory.send(room, "Hello?")),
                    summary(mallory.put(room + "/members/mallory")),
                    summary(mallory.patch(room + "/members/alice", "{\"role\":\"member\"}")),
                    summary(mallory.delete(room + "/members/mallory")),
                    summary(mallory.put(room + "/bans/alice")),
                    summary(mallory.put(room + "/bans/nobody-at-all")),
                    summary(mallory.delete(room + "/bans/alice")),
                    summary(mallory.post(room + "/invites")),
                    summary(mallory.delete(room + "/invites/" + code)),
                    summary(mallory.get("/api/v1/events?room=" + room.replaceAll(".*/", "")))));
        }

        assertThat(responses.get(0)).isEqualTo(responses.get(1));
        assertThat(responses.get(0).lines()).allMatch(line -> line.startsWith("404 not_found"));
    }

    private static String summary(Response response) {
        return response.status() + " " + response.code() + " " + response.at("/detail") + " " + response.at("/title");
    }

    @Test
    void privateRoomShouldNotBeFoundByNameByStrangers() {
        Person mallory = server.person("eve");
        alice.privateRoom("Surprise party");

        assertThat(mallory.post("/api/v1/rooms", "{\"kind\":\"public\",\"name\":\"surprise PARTY\"}")
                        .status())
                .as("names of private rooms are not reserved")
                .isEqualTo(201);
        assertThat(mallory.get("/api/v1/rooms?scope=public&search=surprise")
                        .json()
                        .at("/items")
                        .size())
                .isEqualTo(1);
        assertThat(mallory.get("/api/v1/users/alice/rooms").body()).doesNotContain("Surprise party");
        assertThat(mallory.get("/api/v1/users/alice/messages").body()).doesNotContain("Surprise party");
    }
}
