package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.account.AccountProfile;
import dev.chatrooms.application.admin.Administration;
import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.room.NewRoom;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.room.RoomKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Accounts, the audit trail and the first administrator over HTTP. */
class AccountAdministrationTest {
    private static final String USERS = "/api/v1/admin/users";
    private static final String AUDIT = "/api/v1/admin/audit";

    private TestServer server;
    private Person root;
    private Person alice;

    @BeforeEach
    void start() {
        server = TestServer.start();
        root = server.admin("root");
        alice = server.person("alice");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static List<String> usernames(Response page) {
        List<String> names = new ArrayList<>();
        page.json()
                .path("items")
                .forEach(item -> names.add(item.path("username").asString()));
        return names;
    }

    private Response login(String username, String password) {
        return server.post(
                "/api/v1/auth/login", "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}");
    }

    @Test
    void listShouldFilterAndHaveFigures() {
        String room = alice.publicRoom("Tea");
        alice.send(room, "One");
        alice.send(room, "Two");
        root.patch(USERS + "/" + server.person("bob").id(), "{\"disabled\":true}");

        Response all = root.get(USERS);

        assertThat(usernames(all)).containsExactly("alice", "bob", "root");
        JsonNode item = all.json().at("/items/0");
        assertThat(item.path("messages").asInt()).isEqualTo(2);
        assertThat(item.path("rooms").asInt()).isEqualTo(1);
        assertThat(item.path("sessions").asInt()).isEqualTo(1);
        assertThat(item.path("lastSeenAt").asString()).isNotBlank();
        assertThat(usernames(root.get(USERS + "?disabled=true"))).containsExactly("bob");
        assertThat(usernames(root.get(USERS + "?role=admin"))).containsExactly("root");
        assertThat(usernames(root.get(USERS + "?search=LIC"))).containsExactly("alice");
        Response first = root.get(USERS + "?limit=2");
        assertThat(usernames(root.get(USERS + "?limit=2&cursor=" + first.at("/next"))))
                .containsExactly("root");
        assertThat(root.get(USERS + "?role=king").status()).isEqualTo(400);
        assertThat(root.get(USERS + "?disabled=1").status()).isEqualTo(400);
    }

    @Test
    void accountOfTheApplicationShouldBelongToTheHostAlone() {
        server.chat
                .administration()
                .ensureAccount("app", AccountProfile.named("App").withKind(AccountKind.SYSTEM))
                .join();

        assertThat(List.of(
                        root.post(USERS + "/app/password-reset"),
                        root.post(USERS + "/app/logout"),
                        root.patch(USERS + "/app", "{\"disabled\":true}"),
                        root.delete(USERS + "/app")))
                .allSatisfy(refused -> assertThat(refused.status()).isEqualTo(404));
    }

    @Test
    void anyoneElseShouldBeRefused() {
        List<Response> refused = List.of(
                alice.get(USERS),
                alice.post(USERS, "{\"username\":\"eve\"}"),
                alice.post(USERS, "{\"nonsense\":1}"),
                alice.patch(USERS + "/alice", "{\"role\":\"admin\"}"),
                alice.delete(USERS + "/nobody"),
                alice.post(USERS + "/root/logout"),
                alice.post(USERS + "/root/password-reset"),
                alice.get(AUDIT));

        assertThat(refused).extracting(Response::code).containsOnly("admin_only");
        assertThat(refused).extracting(Response::status).containsOnly(403);
    }

    @Test
    void createdAccountShouldLogInWithItsPasswordOrByTheLink() {
        Response carol = root.post(
                USERS,
                "{\"username\":\"carol\",\"password\":\"correct horse\",\"email\":\"carol@example.org\","
                        + "\"role\":\"admin\",\"displayName\":\"Carol\"}");
        assertThat(carol.status()).isEqualTo(201);
        assertThat(carol.at("/role")).isEqualTo("admin");
        assertThat(carol.json().path("emailVerified").asBoolean()).isTrue();
        assertThat(carol.json().has("setupUrl")).isFalse();
        assertThat(login("carol@example.org", "correct horse").status()).isEqualTo(200);

        Response dave = root.post(USERS, "{\"username\":\"dave\"}");
        String link = dave.at("/setupUrl");
        assertThat(link).startsWith("http://localhost:7070/#/reset/");
        String token = link.substring(link.lastIndexOf('/') + 1);
        assertThat(server.post(
                                "/api/v1/auth/password/reset",
                                "{\"token\":\"" + token + "\",\"newPassword\":\"battery staple\"}")
                        .status())
                .isEqualTo(204);
        assertThat(login("dave", "battery staple").status()).isEqualTo(200);

        assertThat(root.post(USERS, "{\"username\":\"dave\"}").code()).isEqualTo("username_taken");
        assertThat(root.post(USERS, "{\"username\":\"erin\",\"email\":\"Carol@example.org\"}")
                        .code())
                .isEqualTo("email_taken");
        assertThat(root.post(USERS, "{\"username\":\"x\",\"role\":\"king\"}").errors())
                .containsExactly("role not_supported");
        Response mailed = root.post(USERS, "{\"username\":\"erin\",\"email\":\"erin@example.org\"}");
        assertThat(mailed.status()).isEqualTo(201);
        assertThat(mailed.json().has("setupUrl")).isFalse();
    }

    @Test
    void disabledAccountShouldLoseItsSessionsUntilItIsEnabled() {
        Response disabled = root.patch(USERS + "/alice", "{\"disabled\":true}");
        assertThat(disabled.status()).isEqualTo(200);
        assertThat(disabled.json().path("disabled").asBoolean()).isTrue();
        assertThat(disabled.json().path("sessions").asInt()).isZero();
        assertThat(alice.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(login("alice", "correct horse").code()).isEqualTo("account_disabled");

        root.patch(USERS + "/alice", "{\"disabled\":false}");
        assertThat(login("alice", "correct horse").status()).isEqualTo(200);
        assertThat(root.patch(USERS + "/nobody", "{\"disabled\":true}").status())
                .isEqualTo(404);
    }

    @Test
    void demotedAdministratorShouldBeRefusedAtTheNextCall() {
        root.patch(USERS + "/alice", "{\"role\":\"admin\"}");
        assertThat(alice.get(USERS).status()).isEqualTo(200);

        assertThat(alice.patch(USERS + "/root", "{\"role\":\"user\"}").at("/role"))
                .isEqualTo("user");

        assertThat(root.get(USERS).code()).isEqualTo("admin_only");
        assertThat(root.patch(USERS + "/alice", "{\"role\":\"user\"}").code()).isEqualTo("admin_only");
    }

    @Test
    void lastAdministratorShouldStay() {
        assertThat(root.patch(USERS + "/root", "{\"role\":\"user\"}").code()).isEqualTo("last_admin");
        assertThat(root.patch(USERS + "/root", "{\"disabled\":true}").code()).isEqualTo("last_admin");
        assertThat(root.delete(USERS + "/root").code()).isEqualTo("last_admin");
        assertThat(root.get(USERS).status()).isEqualTo(200);
    }

    @Test
    void logoutShouldEndAllSessionsAndResetShouldReplaceThePassword() {
        assertThat(root.post(USERS + "/alice/logout").status()).isEqualTo(204);
        assertThat(alice.get("/api/v1/me").status()).isEqualTo(401);

        String link = root.post(USERS + "/alice/password-reset").at("/resetUrl");
        String token = link.substring(link.lastIndexOf('/') + 1);
        String reset = "{\"token\":\"" + token + "\",\"newPassword\":\"battery staple\"}";
        assertThat(server.post("/api/v1/auth/password/reset", reset).status()).isEqualTo(204);
        assertThat(server.post("/api/v1/auth/password/reset", reset).status()).isEqualTo(404);
        assertThat(login("alice", "battery staple").status()).isEqualTo(200);
    }

    @Test
    void deleteShouldHandRoomsOverAndKeepMessages() {
        Person bob = server.person("bob");
        String room = alice.publicRoom("Tea");
        bob.post(room + "/join");
        String message = "/api/v1/messages/" + alice.send(room, "Hello").at("/id");

        assertThat(root.delete(USERS + "/alice").status()).isEqualTo(204);

        assertThat(root.delete(USERS + "/alice").status()).isEqualTo(404);
        assertThat(bob.get(message).at("/text")).isEqualTo("Hello");
        assertThat(bob.get(room).at("/me/role")).isEqualTo("owner");
    }

    /** Each act that is to be audited, once. */
    @Test
    void everyActShouldBeAudited() {
        Person bob = server.person("bob");
        String room = alice.publicRoom("Tea");
        bob.post(room + "/join");
        String members = room + "/members/bob";
        String message = "/api/v1/messages/" + bob.send(room, "Spam").at("/id");
        alice.delete(message);
        alice.patch(members, "{\"role\":\"moderator\"}");
        alice.delete(members);
        alice.put(members);
        alice.put(room + "/bans/bob", "{\"reason\":\"spam\"}");
        alice.delete(room + "/bans/bob");
        String code = alice.post(room + "/invites", "{}").at("/code");
        alice.delete(room + "/invites/" + code);
        alice.patch(room, "{\"topic\":\"Green\"}");
        alice.delete(room);
        root.post(USERS, "{\"username\":\"carol\"}");
        root.patch(USERS + "/carol", "{\"role\":\"admin\"}");
        root.patch(USERS + "/carol", "{\"disabled\":true}");
        root.patch(USERS + "/carol", "{\"disabled\":false}");
        root.post(USERS + "/carol/logout");
        root.post(USERS + "/carol/password-reset");
        root.delete(USERS + "/carol");
        root.put("/api/v1/admin/config/site.name", "{\"value\":\"Tea\"}");
        root.delete("/api/v1/admin/config/site.name");
        root.post("/api/v1/admin/resync");
        String other = alice.publicRoom("Juice");
        bob.post(other + "/join");
        String administered = other.replace("/rooms/", "/admin/rooms/");
        root.patch(administered, "{\"name\":\"Water\"}");
        root.patch(administered, "{\"owner\":\"bob\"}");
        root.delete(administered);
        assertThat(actionsOn(other)).containsExactly("room.deleted", "member.role_changed", "room.updated");
        Administration operator = server.chat.administration();
        operator.createRoom("alice", new NewRoom(RoomKind.PUBLIC, "Coffee", null, List.of()))
                .join();
        operator.resetPassword("bob", "battery staple").join();
        for (int i = 0; i < 10; i++) {
            assertThat(login("bob", "wrong password").status()).isEqualTo(401);
        }
        Eventually.await(() -> actions(root.get(AUDIT + "?limit=200")).contains("account.logins_failed"));

        Set<String> all = Arrays.stream(AuditAction.values())
                .map(AuditAction::code)
                .collect(Collectors.toCollection(TreeSet::new));
        // Needs a server without administrators, see below.
        all.remove(AuditAction.SET_UP.code());
        assertThat(actions(root.get(AUDIT + "?limit=200"))).isEqualTo(all);
        JsonNode set = root.get(AUDIT + "?target=site.name&action=configuration.set")
                .json()
                .at("/items/0");
        assertThat(set.at("/actor/username").asString()).isEqualTo("root");
        assertThat(set.at("/target/type").asString()).isEqualTo("config");
        assertThat(set.path("address").asString()).isEqualTo("127.0.0.1");
        assertThat(root.get(AUDIT + "?actor=alice&target=bob&action=member.banned")
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(1);
        assertThat(root.get(AUDIT + "?actor=nobody").json().path("items").size())
                .isZero();
        assertThat(root.get(AUDIT + "?from=2100-01-01T00:00:00Z")
                        .json()
                        .path("items")
                        .size())
                .isZero();
        assertThat(root.get(AUDIT + "?action=sleep").status()).isEqualTo(400);
    }

    /** Returns the acts of the administrator on a room, newest first. */
    private List<String> actionsOn(String room) {
        List<String> actions = new ArrayList<>();
        root.get(AUDIT + "?actor=root&target=" + room.substring(room.lastIndexOf('/') + 1))
                .json()
                .path("items")
                .forEach(item -> actions.add(item.path("action").asString()));
        return actions;
    }

    private static Set<String> actions(Response page) {
        Set<String> actions = new TreeSet<>();
        page.json()
                .path("items")
                .forEach(item -> actions.add(item.path("action").asString()));
        return actions;
    }

    @Test
    void firstAdministratorShouldBeCreatedOnceByTheLink() {
        try (TestServer fresh = TestServer.start()) {
            String token = fresh.chat.administration().issueSetupToken().orElseThrow();
            String admin = "{\"token\":\"" + token + "\",\"username\":\"anna\",\"password\":\"%s\"}";

            assertThat(fresh.post(
                                    "/api/v1/setup",
                                    admin.replace(token, "nonsense").formatted("correct horse"))
                            .status())
                    .isEqualTo(404);
            assertThat(fresh.post("/api/v1/setup", admin.formatted("short")).errors())
                    .containsExactly("password too_short");
            Response created = fresh.post("/api/v1/setup", admin.formatted("correct horse"));
            assertThat(created.status()).isEqualTo(201);
            assertThat(created.at("/role")).isEqualTo("admin");
            assertThat(fresh.chat.administration().audit(PageRequest.FIRST).items())
                    .extracting(
                            record -> record.entry().action(),
                            record -> record.entry().address())
                    .containsExactly(tuple(AuditAction.SET_UP, "127.0.0.1"));
            assertThat(fresh.post("/api/v1/setup", admin.formatted("correct horse"))
                            .status())
                    .isEqualTo(404);
            assertThat(fresh.chat.administration().issueSetupToken()).isEmpty();
        }
    }

    @Test
    void setupLinkShouldBeVoidWhenThereIsAnAdministrator() {
        try (TestServer fresh = TestServer.start()) {
            String token = fresh.chat.administration().issueSetupToken().orElseThrow();
            fresh.admin("root");

            assertThat(fresh.post(
                                    "/api/v1/setup",
                                    "{\"token\":\"" + token
                                            + "\",\"username\":\"anna\",\"password\":\"correct horse\"}")
                            .status())
                    .isEqualTo(404);
        }
    }
}
