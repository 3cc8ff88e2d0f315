package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.http.EventReader.Block;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerSentEventsTest {
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

    @Test
    void streamShouldStartWithAWelcomeAndDeliverLiveEvents() {
        try (EventReader events = EventReader.open(bob, "")) {
            assertThat(events.response().statusCode()).isEqualTo(200);
            assertThat(events.response().headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/event-stream");
            Block welcome = events.next();
            assertThat(welcome.type()).isEqualTo("welcome");
            assertThat(welcome.id()).isEqualTo(welcome.data().path("cursor").asString());
            assertThat(welcome.data().path("resume").asString()).isEqualTo("fresh");
            assertThat(welcome.data().at("/account/username").asString()).isEqualTo("bob");
            assertThat(welcome.data()
                            .path("rooms")
                            .valueStream()
                            .map(room -> room.path("name").asString()))
                    .contains("Tea");
            assertThat(Integer.parseInt(welcome.fields().get("retry"))).isBetween(1000, 5000);

            Response sent = alice.send(room, "line\\nbreak");

            Block event = events.nextEvent();
            assertThat(event.type()).isEqualTo("message.posted");
            assertThat(event.id()).isEqualTo(event.data().path("cursor").asString());
            assertThat(event.data().path("data")).isEqualTo(sent.json());
            assertThat(event.data().path("actorId").asString()).isEqualTo(alice.id());
        }
    }

    @Test
    void clientIdShouldBeVisibleOnlyToTheSender() {
        try (EventReader alices = EventReader.open(alice, "");
                EventReader bobs = EventReader.open(bob, "")) {
            alices.next();
            bobs.next();

            alice.post(room + "/messages", "{\"text\":\"hi\",\"clientId\":\"mine\"}");

            assertThat(alices.nextEvent().data().at("/data/clientId").asString())
                    .isEqualTo("mine");
            assertThat(bobs.nextEvent().data().path("data").has("clientId")).isFalse();
        }
    }

    @Test
    void streamShouldResumeAfterTheLastEventId() {
        String cursor;
        try (EventReader events = EventReader.open(bob, "")) {
            cursor = events.next().id();
        }
        for (int i = 0; i < 300; i++) {
            alice.send(room, "missed " + i);
        }
        HttpRequest.Builder request =
                bob.request("/api/v1/events?after=nonsense").header("Last-Event-ID", cursor);
        try (EventReader events = EventReader.open(server, request)) {
            Block welcome = events.next();
            assertThat(welcome.data().path("resume").asString()).isEqualTo("resumed");
            assertThat(welcome.data().path("cursor").asString()).isEqualTo(cursor);
            assertThat(welcome.data().has("rooms")).isFalse();
            assertThat(welcome.id()).isEmpty();
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                texts.add(events.nextEvent().data().at("/data/text").asString());
            }
            assertThat(texts)
                    .startsWith("missed 0", "missed 1")
                    .endsWith("missed 299")
                    .doesNotHaveDuplicates();

            alice.send(room, "live again");
            assertThat(events.nextEvent().data().at("/data/text").asString()).isEqualTo("live again");
        }
    }

    @Test
    void streamShouldResetWhenTheCursorIsInvalid() {
        for (String cursor : List.of("", "nonsense", "other-1", "%00", "0-999999999999999999")) {
            try (EventReader events = EventReader.open(bob, "?after=" + cursor)) {
                Block welcome = events.next();
                assertThat(welcome.data().path("resume").asString()).as(cursor).isEqualTo("reset");
                assertThat(welcome.id()).isNotEmpty();
            }
        }
    }

    @Test
    void streamShouldDeliverOnlyTheRequestedRoom() {
        String other = alice.publicRoom("Other");
        bob.post(other + "/join");
        try (EventReader events = EventReader.open(bob, "?room=" + other.replaceAll(".*/", ""))) {
            events.next();
            alice.send(room, "not for this stream");
            alice.send(other, "for this stream");

            assertThat(events.nextEvent().data().at("/data/text").asString()).isEqualTo("for this stream");
        }
    }

    @Test
    void idleStreamShouldSendHeartbeatsWithItsPosition() {
        try (TestServer withHeartbeats = TestServer.start(settings -> settings.heartbeat(Duration.ofMillis(20)))) {
            Person carol = withHeartbeats.person("carol");
            try (EventReader events = EventReader.open(carol, "")) {
                events.next();

                Block heartbeat = events.next();

                assertThat(heartbeat.fields()).containsOnlyKeys("", "id");
                // Events that other accounts receive advance the position.
                String before = heartbeat.id();
                withHeartbeats.person("dave").publicRoom("Elsewhere");
                while (heartbeat.id().equals(before)) {
                    heartbeat = events.next();
                    assertThat(heartbeat.fields()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void streamShouldEndWhenItsSessionEnds() {
        Person erin = server.person("erin");
        try (EventReader events = EventReader.open(erin, "")) {
            events.next();

            erin.post("/api/v1/auth/logout");

            assertThat(events.nextEvent().type()).isEqualTo("session.revoked");
            assertThat(events.nextEvent().fields()).isEmpty();
        }
        assertThat(EventReader.open(erin, "").response().statusCode()).isEqualTo(401);
    }

    @Test
    void streamShouldEndWhenTheServerStops() {
        TestServer stopping = TestServer.start();
        Person frank = stopping.person("frank");
        try (EventReader events = EventReader.open(frank, "")) {
            events.next();

            stopping.close();

            assertThat(events.nextEvent().fields()).isEmpty();
        }
    }

    @Test
    void headShouldNotOpenAStream() {
        Response response = server.send(bob.request("/api/v1/events")
                .header("Accept", "text/event-stream")
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(response.status()).isEqualTo(200);
    }
}
