package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Lists and ends the caller's sessions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsTest {
    private static final String PATH = "/api/v1/auth/sessions";

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void sessionsShouldBeListedNewestFirstAndMarkTheCurrentOne() {
        Person phone = server.person("alice");
        Person laptop = login("alice", "Laptop/1.0");
        server.person("anna");

        JsonNode items = phone.get(PATH).json().path("items");

        assertThat(items.size()).isEqualTo(2);
        assertThat(items.at("/0/userAgent").asString()).isEqualTo("Laptop/1.0");
        assertThat(items.at("/0/ip").asString()).isEqualTo("127.0.0.1");
        assertThat(items.at("/0/current").asBoolean()).isFalse();
        assertThat(items.at("/1/current").asBoolean()).isTrue();
        assertThat(laptop.get(PATH).json().at("/items/0/current").asBoolean()).isTrue();
    }

    @Test
    void sessionsShouldBeListedInPages() {
        Person bob = server.person("bob");
        for (int i = 0; i < 4; i++) {
            login("bob", "client " + i);
        }

        List<String> seen = new ArrayList<>();
        String next = "";
        do {
            Response page = bob.get(PATH + "?limit=2" + next);
            page.json().path("items").forEach(item -> seen.add(item.path("id").asString()));
            next = page.json().has("next") ? "&cursor=" + page.at("/next") : "";
        } while (!next.isEmpty());

        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=201", "?cursor=x", "?cursor="})
    void sessionsShouldBeRefusedWhenThePageIsInvalid(String query) {
        assertThat(server.person("p" + Integer.toHexString(query.hashCode()))
                        .get(PATH + query)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void deletedSessionShouldDisappearAndLoseAccess() {
        Person phone = server.person("carol");
        Person lost = login("carol", "lost");
        String id = phone.get(PATH).at("/items/0/id");

        assertThat(phone.delete(PATH + "/" + id).status()).isEqualTo(204);

        assertThat(lost.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(phone.get(PATH).json().path("items").size()).isEqualTo(1);
        Response again = phone.delete(PATH + "/" + id);
        assertThat(again.status()).isEqualTo(404);
        assertThat(again.code()).isEqualTo("not_found");
    }

    @Test
    void currentSessionShouldBeDeletable() {
        Person dora = server.person("dora");

        assertThat(dora.delete(PATH + "/" + dora.get(PATH).at("/items/0/id")).status())
                .isEqualTo(204);

        assertThat(dora.get(PATH).status()).isEqualTo(401);
    }

    @Test
    void sessionsOfOthersShouldNotBeFound() {
        Person eve = server.person("eve");
        Person frank = server.person("frank");

        assertThat(eve.delete(PATH + "/" + frank.get(PATH).at("/items/0/id")).status())
                .isEqualTo(404);
        assertThat(eve.delete(PATH + "/nonsense").status()).isEqualTo(400);
        assertThat(frank.get("/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void logoutEverywhereShouldEndAllSessionsAndClearTheCookies() {
        Person here = server.person("gina");
        Person there = login("gina", "there");
        String refreshToken = server.post(
                        "/api/v1/auth/login", "{\"username\":\"gina\",\"password\":\"correct horse\"}")
                .at("/refreshToken");

        Response response = here.post("/api/v1/auth/logout-everywhere");

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.headers().allValues("Set-Cookie"))
                .hasSize(2)
                .allSatisfy(set -> assertThat(set).contains("=; ", "Max-Age=0"));
        assertThat(here.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(there.get("/api/v1/me").status()).isEqualTo(401);
        assertThat(server.post("/api/v1/auth/refresh", "{\"refreshToken\":\"" + refreshToken + "\"}")
                        .code())
                .isEqualTo("invalid_refresh_token");
        assertThat(login("gina", "again").get(PATH).json().path("items").size()).isEqualTo(1);
    }

    @Test
    void sessionsShouldRequireAuthentication() {
        assertThat(server.get(PATH).status()).isEqualTo(401);
        assertThat(server.send(server.request("/api/v1/auth/logout-everywhere").POST(BodyPublishers.noBody()))
                        .status())
                .isEqualTo(401);
    }

    private Person login(String username, String userAgent) {
        Response session = server.send(server.request("/api/v1/auth/login")
                .header("Content-Type", "application/json")
                .header("User-Agent", userAgent)
                .POST(BodyPublishers.ofString("{\"username\":\"" + username + "\",\"password\":\"correct horse\"}")));
        return new Person(server, session.at("/account/id"), username, session.at("/accessToken"));
    }
}
