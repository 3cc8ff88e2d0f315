package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongPollTest {
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
        bob.post(room + "/join");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private String cursor() {
        return bob.get("/api/v1/events?wait=60").at("/cursor");
    }

    @Test
    void pollShouldReturnTheCurrentCursorWhenNoneIsGiven() {
        Response response = bob.get("/api/v1/events?wait=60");

        assertThat(response.json().path("events").isEmpty()).isTrue();
        assertThat(response.json().path("reset").asBoolean(true)).isFalse();
        assertThat(response.at("/cursor")).isNotEmpty();
    }

    @Test
    void pollShouldReturnMissedEventsAtOnce() {
        String cursor = cursor();
        alice.send(room, "one");
        alice.send(room, "two");

        Response response = bob.get("/api/v1/events?wait=60&after=" + cursor);

        assertThat(response.at("/events/0/data/text")).isEqualTo("one");
        assertThat(response.at("/cursor")).isNotEqualTo(cursor);
    }

    @Test
    void pollShouldReturnMissedEventsWhenItDoesNotWait() {
        String cursor = cursor();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            alice.send(room, "text " + i);
        }
        while (found.size() < 5) {
            Response response = bob.get("/api/v1/events?limit=2&after=" + cursor);
            assertThat(response.json().path("events").size()).isBetween(1, 2);
            response.json()
                    .path("events")
                    .forEach(event -> found.add(event.at("/data/text").asString()));
            cursor = response.at("/cursor");
        }

        assertThat(found).containsExactly("text 0", "text 1", "text 2", "text 3", "text 4");
        assertThat(bob.get("/api/v1/events?after=" + cursor)
                        .json()
                        .path("events")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void pollShouldWaitForTheNextEvent() throws Exception {
        CompletableFuture<HttpResponse<String>> poll = server.client()
                .sendAsync(
                        bob.request("/api/v1/events?wait=60&after=" + cursor()).build(), BodyHandlers.ofString());

        alice.send(room, "at last");

        assertThat(JsonMapper.shared()
                        .readTree(poll.get().body())
                        .at("/events/0/data/text")
                        .asString())
                .isEqualTo("at last");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/event-streamx",
                "text/event-stream;q=0",
                "application/json, text/event-stream; q=0.000",
                "x-text/event-stream",
                "*/*"
            })
    void eventsShouldBePolledWhenAStreamIsNotAccepted(String accept) throws Exception {
        HttpResponse<InputStream> answer = server.client()
                .send(bob.request("/api/v1/events").header("Accept", accept).build(), BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            assertThat(body).isNotNull();
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Text/Event-Stream",
                "application/json;q=0.1,text/event-stream;q=0.5",
                "text/event-stream;charset=utf-8"
            })
    void eventsShouldBeStreamedWhenAStreamIsAccepted(String accept) throws Exception {
        HttpResponse<InputStream> answer = server.client()
                .send(bob.request("/api/v1/events").header("Accept", accept).build(), BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            assertThat(body).isNotNull();
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        }
    }

    @Test
    void pollShouldReturnItsCursorWhenOnlyTheClientsOutputIsClosed() {
        String cursor = cursor();
        try (RawClient client = RawClient.connect(server)) {
            client.send(RawClient.get(bob, "/api/v1/events?wait=60&after=" + cursor, "*/*"));
            client.closeOutput();

            RawClient.RawResponse response = client.receive();
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.json().path("events").isEmpty()).isTrue();
            assertThat(response.json().path("cursor").asString()).isEqualTo(cursor);
        }
    }

    @Test
    void pollShouldResetWhenTheCursorIsInvalid() {
        for (String cursor : List.of("", "nonsense", "other-1", "%00", "%F0%9F%99%82")) {
            Response response = bob.get("/api/v1/events?wait=60&after=" + cursor);

            assertThat(response.json().path("reset").asBoolean(false))
                    .as(cursor)
                    .isTrue();
            assertThat(response.json().path("events").isEmpty()).isTrue();
        }
    }

    @Test
    void joinEventShouldContainTheRoomForTheNewMember() {
        Person carol = server.person("carol");
        String cursor = carol.get("/api/v1/events").at("/cursor");
        String bobsCursor = cursor();
        carol.post(room + "/join");

        assertThat(carol.get("/api/v1/events?wait=60&after=" + cursor).at("/events/0/data/room/me/role"))
                .isEqualTo("member");
        Response bobs = bob.get("/api/v1/events?wait=60&after=" + bobsCursor);
        assertThat(bobs.at("/events/0/data/user/username")).isEqualTo("carol");
        assertThat(bobs.json().at("/events/0/data").has("room")).isFalse();

        carol.post(room + "/leave");
        Response left = carol.get("/api/v1/events?wait=60&after=" + cursor);
        assertThat(left.json()
                        .path("events")
                        .valueStream()
                        .map(event -> event.path("type").asString()))
                .endsWith("member.left");
    }
}
