package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Streams and polls whose clients disconnect. Time stands still, so that neither a heartbeat nor the end of a poll's
 * wait reveals it.
 */
class DisconnectTest {
    private static final int MAX = 20;
    private static final String STREAM = "text/event-stream";

    private final LogLines log = LogLines.capture();
    private final TestServer server = TestServer.start(new ManualTime(), settings -> settings);
    private final Person alice = server.person("alice");
    private final Person bob = server.person("bob");
    private final String room = bob.publicRoom("Tea");
    private final String cursor = bob.get("/api/v1/events").at("/cursor");

    @AfterEach
    void stop() {
        server.close();
        log.close();
        assertThat(log.warnings()).isEmpty();
    }

    private String poll() {
        return RawClient.get(bob, "/api/v1/events?wait=60&after=" + cursor, "*/*");
    }

    /** Waits until so many streams have caught up. Until then they would have to wait for the time to pass. */
    private void awaitLive(int count) {
        Eventually.await(() -> server.chat.activity().streams().live() == count);
    }

    private String status() {
        return alice.get("/api/v1/presence?users=bob").at("/items/0/status");
    }

    static Stream<Arguments> streamsAndEnds() {
        Consumer<RawClient> close = RawClient::close;
        Consumer<RawClient> reset = RawClient::reset;
        Consumer<RawClient> closeOutput = RawClient::closeOutput;
        return Stream.of("*/*", STREAM)
                .flatMap(accept -> Stream.of(
                        Arguments.of(accept, "is closed", close),
                        Arguments.of(accept, "is reset", reset),
                        Arguments.of(accept, "is closed for output", closeOutput)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("streamsAndEnds")
    void placesShouldBeFreeAtOnceWhenTheClientsAreGone(String accept, String end, Consumer<RawClient> ending) {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < MAX; i++) {
            RawClient client = RawClient.connect(server);
            clients.add(client);
            client.send(RawClient.get(bob, "/api/v1/events?wait=60&after=" + cursor, accept));
        }
        awaitLive(MAX);
        assertThat(status()).isEqualTo("online");

        clients.forEach(ending);

        Eventually.await("the end of all streams", () -> server.openStreams() == 0);
        Eventually.await(() -> status().equals("offline"));
        clients.forEach(RawClient::close);
        try (EventReader next = EventReader.open(bob, "")) {
            assertThat(next.response().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void connectionShouldServeFurtherRequestsAfterAPoll() {
        try (RawClient client = RawClient.connect(server)) {
            for (int i = 0; i < 20; i++) {
                client.send(poll());
                if (i == 0) {
                    Eventually.await(() -> server.openStreams() == 1);
                    bob.send(room, "hello");
                }
                assertThat(client.receive().json().at("/events/0/data/text").asString())
                        .isEqualTo("hello");
                client.send(RawClient.get(bob, "/api/v1/me", "*/*"));
                assertThat(client.receive().json().path("username").asString()).isEqualTo("bob");
            }
        }
    }

    @Test
    void requestsBehindAPollShouldBeAnsweredInOrder() {
        String me = RawClient.get(bob, "/api/v1/me", "*/*");
        try (RawClient client = RawClient.connect(server)) {
            client.send(poll() + me);
            Eventually.await(() -> server.openStreams() == 1);
            bob.send(room, "hello");
            assertThat(client.receive().json().at("/events/0/data/text").asString())
                    .isEqualTo("hello");
            assertThat(client.receive().json().path("username").asString()).isEqualTo("bob");
        }
    }

    @Test
    void requestThatArrivesInPiecesDuringAPollShouldBeAnsweredAfterIt() {
        String me = RawClient.get(bob, "/api/v1/me", "*/*");
        try (RawClient client = RawClient.connect(server)) {
            client.send(poll());
            Eventually.await(() -> server.openStreams() == 1);
            me.chars().mapToObj(c -> String.valueOf((char) c)).forEach(client::send);
            bob.send(room, "hello");
            assertThat(client.receive().json().at("/events/0/data/text").asString())
                    .isEqualTo("hello");
            assertThat(client.receive().json().path("username").asString()).isEqualTo("bob");
        }
    }

    @Test
    void floodBehindAPollShouldNotReachTheEndpointOfThePoll() {
        try (RawClient client = RawClient.connect(server)) {
            client.send(poll());
            Eventually.await(() -> server.openStreams() == 1);
            String me = RawClient.get(bob, "/api/v1/me", "*/*");
            for (int i = 0; i < 100; i++) {
                client.send(me);
            }
            bob.send(room, "hello");

            assertThat(client.receive().json().at("/events/0/data/text").asString())
                    .isEqualTo("hello");
            for (int i = 0; i < 100; i++) {
                assertThat(client.receive().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void requestThatArrivesWhileAPollEndsShouldBeAnswered() {
        String me = RawClient.get(bob, "/api/v1/me", "*/*");
        try (RawClient client = RawClient.connect(server)) {
            for (int i = 0; i < 30; i++) {
                String text = "text " + i;
                client.send(RawClient.get(bob, "/api/v1/events?wait=60&after=" + cursor(), "*/*"));
                Eventually.await(() -> server.openStreams() == 1);
                CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> bob.send(room, text));
                client.send(me);

                assertThat(client.receive().json().at("/events/0/data/text").asString())
                        .isEqualTo(text);
                assertThat(client.receive().json().path("username").asString()).isEqualTo("bob");
                sending.join();
            }
        }
    }

    @Test
    void clientsThatLeaveWhileEventsArriveShouldLeaveNothingBehind() {
        for (int i = 0; i < 20; i++) {
            List<RawClient> clients = new ArrayList<>();
            for (String accept : List.of("*/*", STREAM, STREAM)) {
                RawClient client = RawClient.connect(server);
                clients.add(client);
                client.send(RawClient.get(bob, "/api/v1/events?wait=60&after=" + cursor(), accept));
            }
            awaitLive(clients.size());
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> bob.send(room, "hello"));
            clients.get(0).close();
            clients.get(1).reset();
            clients.get(2).closeOutput();
            sending.join();
            Eventually.await(() -> server.openStreams() == 0);
            clients.get(2).close();
        }
        Eventually.await(() -> status().equals("offline"));
    }

    private String cursor() {
        return bob.get("/api/v1/events").at("/cursor");
    }
}
