package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limit of streams and waiting polls per account. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FollowLimitTest {
    private static final int MAX = 20;

    @Test
    void streamShouldBeRefusedWhenTheAccountHasTheMaximum() {
        try (TestServer server = TestServer.start(settings -> settings.heartbeat(Duration.ofMillis(20)))) {
            Person alice = server.person("alice");
            Person bob = server.person("bob");
            List<EventReader> streams = new ArrayList<>();
            for (int i = 0; i < MAX; i++) {
                streams.add(EventReader.open(bob, ""));
                assertThat(streams.get(i).response().statusCode()).isEqualTo(200);
            }

            assertRefused(server.send(bob.request("/api/v1/events").header("Accept", "text/event-stream")));
            assertRefused(bob.get("/api/v1/events"));
            assertThat(alice.get("/api/v1/events").status()).isEqualTo(200);
            assertThat(bob.get("/api/v1/me").status()).isEqualTo(200);

            streams.remove(0).close();
            // The next heartbeat detects that the client is gone.
            while (bob.get("/api/v1/events").status() != 200) {
                assertThat(bob.get("/api/v1/me").status()).isEqualTo(200);
            }
            streams.forEach(EventReader::close);
        }
    }

    @Test
    void pollShouldBeRefusedWhenTheMaximumIsWaiting() {
        try (TestServer server = TestServer.start()) {
            Person bob = server.person("bob");
            String room = bob.publicRoom("Tea");
            String cursor = bob.get("/api/v1/events").at("/cursor");
            List<CompletableFuture<HttpResponse<String>>> polls = new ArrayList<>();
            for (int i = 0; i < MAX; i++) {
                polls.add(server.client()
                        .sendAsync(
                                bob.request("/api/v1/events?wait=60&after=" + cursor)
                                        .build(),
                                BodyHandlers.ofString()));
            }
            while (server.openStreams() < MAX) {
                assertThat(bob.get("/api/v1/me").status()).isEqualTo(200);
            }

            assertRefused(bob.get("/api/v1/events?wait=60&after=" + cursor));

            bob.send(room, "hello");
            assertThat(polls)
                    .allSatisfy(poll -> assertThat(poll.join().statusCode()).isEqualTo(200));
            assertThat(bob.get("/api/v1/events?wait=60&after=" + cursor).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void failedPollsShouldNotCount() {
        try (TestServer server = TestServer.start()) {
            Person bob = server.person("bob");
            for (int i = 0; i <= MAX; i++) {
                assertThat(bob.get("/api/v1/events?room=01a1fbbb-0000-7000-8000-000000000000")
                                .status())
                        .isEqualTo(404);
                assertThat(bob.get("/api/v1/events?wait=61").status()).isEqualTo(400);
                assertThat(bob.get("/api/v1/events").status()).isEqualTo(200);
            }
        }
    }

    private static void assertRefused(Response response) {
        assertThat(response.status()).isEqualTo(429);
        assertThat(response.code()).isEqualTo("rate_limited");
        assertThat(response.header("Retry-After")).isEqualTo("5");
    }
}
