package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.http.EventReader.Block;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limit of streams and waiting polls per account. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StreamLimitTest {
    private static final int MAX = 20;

    private final TestServer server = TestServer.start();
    private final Person alice = server.person("alice");
    private final Person bob = server.person("bob");
    private final String room = bob.publicRoom("Tea");
    private final List<EventReader> streams = new ArrayList<>();

    @AfterEach
    void stop() {
        streams.forEach(EventReader::close);
        server.close();
    }

    private EventReader openStream() {
        EventReader stream = EventReader.open(bob, "");
        streams.add(stream);
        assertThat(stream.response().statusCode()).isEqualTo(200);
        assertThat(stream.next().type()).isEqualTo("welcome");
        return stream;
    }

    private static Block nextMessage(EventReader stream) {
        Block event = stream.nextEvent();
        while (!event.type().equals("message.posted")) {
            assertThat(event.fields()).isNotEmpty();
            event = stream.nextEvent();
        }
        return event;
    }

    private static String text(Block message) {
        return message.data().at("/data/text").asString();
    }

    private CompletableFuture<Response> poll(String cursor) {
        return server.sendAsync(bob.request("/api/v1/events?wait=60&after=" + cursor));
    }

    private String cursor() {
        return bob.get("/api/v1/events").at("/cursor");
    }

    @Test
    void theOldestStreamShouldEndWhenTheAccountHasTheMaximum() {
        for (int i = 0; i < MAX; i++) {
            openStream();
        }
        bob.send(room, "before");
        EventReader oldest = streams.get(0);
        Block last = nextMessage(oldest);

        EventReader newest = openStream();

        // A clean end, after which an EventSource reconnects by itself. A broken one would fail here.
        while (!oldest.next().fields().isEmpty()) {
            // Skips what was sent before.
        }
        bob.send(room, "after");
        assertThat(text(nextMessage(newest))).isEqualTo("after");
        assertThat(text(nextMessage(streams.get(MAX - 1)))).isEqualTo("before");
        HttpRequest.Builder again = bob.request("/api/v1/events").header("Last-Event-ID", last.id());
        try (EventReader resumed = EventReader.open(server, again)) {
            assertThat(text(nextMessage(resumed))).isEqualTo("after");
        }
    }

    @Test
    void theOldestPollShouldReturnItsCursorWhenTheAccountHasTheMaximum() {
        String cursor = cursor();
        List<CompletableFuture<Response>> polls = new ArrayList<>();
        for (int i = 0; i < MAX; i++) {
            polls.add(poll(cursor));
            int open = i + 1;
            Eventually.await(() -> server.openStreams() == open);
        }

        polls.add(poll(cursor));

        // Any of them: a poll is counted as open just before it gets its place.
        Response ended =
                (Response) CompletableFuture.anyOf(polls.subList(0, MAX).toArray(CompletableFuture[]::new))
                        .join();
        assertThat(ended.status()).isEqualTo(200);
        assertThat(ended.json().path("events").isEmpty()).isTrue();
        assertThat(ended.json().path("reset").asBoolean(true)).isFalse();
        assertThat(ended.at("/cursor")).isEqualTo(cursor);
        Eventually.await(() -> server.openStreams() == MAX);
        bob.send(room, "hello");
        assertThat(polls.stream().filter(poll -> !poll.join().equals(ended)))
                .hasSize(MAX)
                .allSatisfy(poll ->
                        assertThat(poll.join().at("/events/0/data/text")).isEqualTo("hello"));
        assertThat(bob.get("/api/v1/events?wait=60&after=" + ended.at("/cursor"))
                        .at("/events/0/data/text"))
                .isEqualTo("hello");
    }

    @Test
    void pollsThatEndWhileEventsArriveShouldLoseNothing() {
        int messages = 60;
        String cursor = cursor();
        for (int i = 0; i < MAX - 1; i++) {
            openStream();
        }
        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < messages; i++) {
                bob.send(room, "text " + i);
                // Ends the oldest, which is often the reader's poll.
                poll(cursor());
            }
        });
        List<String> received = new ArrayList<>();
        while (received.size() < messages) {
            Response response = poll(cursor).join();
            assertThat(response.status()).isEqualTo(200);
            response.json()
                    .path("events")
                    .forEach(event -> received.add(event.at("/data/text").asString()));
            cursor = response.at("/cursor");
        }
        sending.join();

        assertThat(received)
                .isEqualTo(
                        IntStream.range(0, messages).mapToObj(i -> "text " + i).toList());
    }

    @Test
    void pollThatDoesNotWaitShouldNeedNoPlace() {
        String cursor = cursor();
        for (int i = 0; i < MAX; i++) {
            openStream();
        }
        for (int i = 0; i < MAX; i++) {
            assertThat(bob.get("/api/v1/events?wait=0&after=" + cursor).status())
                    .isEqualTo(200);
            assertThat(bob.get("/api/v1/events?wait=60").status()).isEqualTo(200);
        }

        bob.send(room, "hello");
        assertThat(streams)
                .allSatisfy(stream -> assertThat(stream.nextEvent().type()).isEqualTo("message.posted"));
    }

    @Test
    void concurrentStreamsShouldAllStartAndTheNewestShouldStay() {
        List<CompletableFuture<HttpResponse<InputStream>>> opening = new ArrayList<>();
        for (int i = 0; i < 2 * MAX; i++) {
            opening.add(server.client()
                    .sendAsync(
                            bob.request("/api/v1/events")
                                    .header("Accept", "text/event-stream")
                                    .build(),
                            BodyHandlers.ofInputStream()));
        }
        List<InputStream> bodies = new ArrayList<>();
        for (CompletableFuture<HttpResponse<InputStream>> response : opening) {
            assertThat(response.join().statusCode()).isEqualTo(200);
            bodies.add(response.join().body());
        }

        Eventually.await(() -> server.openStreams() == MAX);
        assertThat(alice.get("/api/v1/presence?users=bob").at("/items/0/status"))
                .isEqualTo("online");
        bodies.forEach(StreamLimitTest::close);
        Eventually.await(() -> server.openStreams() == 0);
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void stalledReaderShouldMakeRoom() {
        Caller caller = Caller.of(new AccountId(UUID.fromString(bob.id())));
        RoomId id = new RoomId(UUID.fromString(room.replaceAll(".*/", "")));
        String text = "€".repeat(7900);
        openStream();
        for (int i = 0; i < 800; i++) {
            server.chat.messages().send(caller, new Send(id, text, null)).join();
        }
        for (int i = 1; i < MAX; i++) {
            openStream();
        }

        openStream();

        Eventually.await(() -> server.openStreams() == MAX);
    }

    @Test
    void failedPollsShouldNotCount() {
        for (int i = 0; i < MAX; i++) {
            openStream();
        }
        String unknown = "/api/v1/events?room=01a1fbbb-0000-7000-8000-000000000000";
        String cursor = cursor();
        for (int i = 0; i <= MAX; i++) {
            assertThat(bob.get(unknown).status()).isEqualTo(404);
            assertThat(bob.get("/api/v1/events?wait=61&after=" + cursor).status())
                    .isEqualTo(400);
        }
        assertThat(server.openStreams()).isEqualTo(MAX);
    }
}
