package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An account that reads the largest pages as fast as it can. */
class PagePaceTest {
    private static final int TIMERS_PER_WAITING_CALL = 2;

    private final ManualTime time = new ManualTime();

    @Test
    void largePagesShouldWaitOrBeRefusedWhenTheAccountReadsTooManyAndConcernNoOther() throws InterruptedException {
        Chat chat = Chat.inMemoryBuilder().settings(TestServer.NO_LIMITS).build();
        try (TestServer server = TestServer.start(chat, time, settings -> settings)) {
            Person alice = server.person("alice");
            String room = alice.publicRoom("Long messages");
            for (int i = 0; i < 200; i++) {
                assertThat(alice.send(room, "😀".repeat(8000)).status()).isEqualTo(201);
            }
            String page = room + "/messages?limit=200";
            // The server begins a request when it has finished the one before on the connection.
            try (RawClient client = RawClient.connect(server)) {
                for (String path : List.of(page, page, page, "/api/v1/me")) {
                    client.send(RawClient.get(alice, path, "*/*"));
                    assertThat(client.receive().status()).isEqualTo(200);
                }
            }
            time.awaitPending(0);

            List<CompletableFuture<Response>> calls = Stream.of(1, 2, 3)
                    .map(call -> server.sendAsync(alice.request(page)))
                    .toList();
            time.awaitPending(calls.size() * TIMERS_PER_WAITING_CALL);
            Person bob = server.person("bob");

            assertThat(alice.send(room, "tea").status()).isEqualTo(201);
            assertThat(bob.post(room + "/join").status()).isEqualTo(200);
            assertThat(bob.get(page).status()).isEqualTo(200);
            assertThat(calls).noneMatch(CompletableFuture::isDone);

            time.advance(Duration.ofSeconds(1));
            time.awaitPending(TIMERS_PER_WAITING_CALL);
            time.advance(Duration.ofMillis(1500));

            List<Response> answers = calls.stream().map(CompletableFuture::join).toList();
            assertThat(answers).extracting(Response::status).containsExactlyInAnyOrder(200, 200, 429);
            assertThat(answers).filteredOn(answer -> answer.status() == 429).allSatisfy(refusal -> {
                assertThat(refusal.code()).isEqualTo("rate_limited");
                assertThat(refusal.header("Retry-After")).isEqualTo("3");
            });
        }
    }

    @Test
    void ordinaryPagesShouldNotWaitHoweverManyAreRead() {
        Chat chat = Chat.inMemoryBuilder().settings(TestServer.NO_LIMITS).build();
        try (TestServer server = TestServer.start(chat, time, settings -> settings)) {
            Person alice = server.person("alice");
            String room = alice.publicRoom("Tea");
            for (int i = 0; i < 50; i++) {
                assertThat(alice.send(room, "x".repeat(500)).status()).isEqualTo(201);
            }

            // Almost twice what large pages may have at once, while no time passes.
            for (int i = 0; i < 600; i++) {
                assertThat(alice.get(room + "/messages?limit=50").status()).isEqualTo(200);
            }
        }
    }
}
