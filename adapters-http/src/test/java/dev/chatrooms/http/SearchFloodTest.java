package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.memory.MemoryPasswordHasher;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.memory.MemoryTokenIssuer;
import dev.chatrooms.application.search.HeldSearches;
import dev.chatrooms.application.spi.Storage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Searches that take long, on a chat with eight workers of its own, of which two may run searches. */
class SearchFloodTest {
    private static final int AT_ONCE = 2;
    private static final String SEARCH = "/api/v1/messages/search?q=kettle";

    private final Storage storage = MemoryStorage.create();
    private final HeldSearches store = new HeldSearches(storage.transactions());
    private final ManualTime time = new ManualTime();
    private final TestServer server = TestServer.over(
            Chat.builder(new Storage(store, storage.bus()))
                    .settings(TestServer.NO_LIMITS)
                    .workerThreads(8)
                    .passwordHasher(new MemoryPasswordHasher())
                    .tokenIssuer(new MemoryTokenIssuer())
                    .build(),
            time);

    @AfterEach
    void stop() {
        store.release();
        server.close();
    }

    @Test
    void othersShouldBeServedWhenSearchesTakeLong() {
        List<CompletableFuture<Response>> searches = new ArrayList<>();
        for (String name : List.of("mallory", "trudy", "oscar")) {
            Person attacker = server.person(name);
            for (int i = 0; i < 12; i++) {
                searches.add(server.sendAsync(attacker.request(SEARCH)));
            }
        }
        store.awaitRunning(AT_ONCE);
        Person alice = server.person("alice");
        String room = alice.publicRoom("Tea");

        for (int i = 0; i < 20; i++) {
            assertThat(alice.get("/api/v1/me").status()).isEqualTo(200);
            assertThat(alice.send(room, "tea").status()).isEqualTo(201);
            assertThat(alice.get(room + "/messages").status()).isEqualTo(200);
        }
        store.awaitRunning(AT_ONCE);
        store.release();
        assertThat(searches)
                .allSatisfy(search -> assertThat(search.join().status()).isEqualTo(200));
    }

    @Test
    void searchShouldEndInTheStoreWhenTheClientDisconnects() {
        Person alice = server.person("alice");
        RawClient client = RawClient.connect(server);
        client.send(RawClient.get(alice, SEARCH, "*/*"));
        store.awaitRunning(1);

        client.close();

        store.awaitCancelled(1);
        store.awaitRunning(0);
    }

    @Test
    void searchShouldEndInTheStoreWhenItsTimeHasPassed() {
        Person alice = server.person("alice");
        CompletableFuture<Response> response = server.sendAsync(alice.request(SEARCH));
        store.awaitRunning(1);

        time.advance(TestServer.TIMEOUT);

        assertThat(response.join().status()).isEqualTo(503);
        assertThat(response.join().code()).isEqualTo("unavailable");
        store.awaitCancelled(1);
        store.awaitRunning(0);
    }

    @Test
    void placesShouldStayTakenAfterLongSearchesAndConcernNoOther() throws InterruptedException {
        Person alice = server.person("alice");
        Person bob = server.person("bob");
        List<CompletableFuture<Response>> longOnes =
                List.of(server.sendAsync(alice.request(SEARCH)), server.sendAsync(alice.request(SEARCH)));
        store.awaitRunning(2);
        time.advance(Duration.ofMillis(200));
        store.release();
        assertThat(longOnes)
                .allSatisfy(search -> assertThat(search.join().status()).isEqualTo(200));
        time.awaitPending(2);

        CompletableFuture<Response> next = server.sendAsync(alice.request(SEARCH));
        time.awaitPending(3);

        assertThat(bob.get(SEARCH).status()).isEqualTo(200);
        assertThat(alice.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(next).isNotDone();
        time.advance(Duration.ofMillis(600));
        assertThat(next.join().status()).isEqualTo(200);
    }
}
