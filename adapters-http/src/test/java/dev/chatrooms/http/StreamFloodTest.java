package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.memory.MemoryPasswordHasher;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.memory.MemoryTokenIssuer;
import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams whose start takes long, on a chat with eight workers of its own, of which four may start streams. */
class StreamFloodTest {
    private static final int AT_ONCE = 4;

    private final Storage storage = MemoryStorage.create();
    private final HeldStarts store = new HeldStarts(storage.transactions());
    private final TestServer server = TestServer.over(Chat.builder(new Storage(store, storage.bus()))
            .settings(TestServer.NO_LIMITS)
            .workerThreads(8)
            .passwordHasher(new MemoryPasswordHasher())
            .tokenIssuer(new MemoryTokenIssuer())
            .build());

    @AfterEach
    void stop() {
        store.released.countDown();
        server.close();
    }

    @Test
    void othersShouldBeServedWhenStreamsTakeLongToStart() {
        List<CompletableFuture<Response>> polls = new ArrayList<>();
        for (String name : List.of("mallory", "trudy", "oscar")) {
            Person attacker = server.person(name);
            for (int i = 0; i < 8; i++) {
                polls.add(server.sendAsync(attacker.request("/api/v1/events")));
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
        store.released.countDown();
        assertThat(polls).allSatisfy(poll -> assertThat(poll.join().status()).isEqualTo(200));
    }

    /** A store that keeps the states from which streams start back until they are released. */
    private static final class HeldStarts implements Transactions {
        private final Transactions store;
        private final CountDownLatch released = new CountDownLatch(1);
        private final AtomicInteger running = new AtomicInteger();

        HeldStarts(Transactions store) {
            this.store = store;
        }

        void awaitRunning(int count) {
            Eventually.await("starts of streams", running::get, starts -> starts == count);
        }

        @Override
        public <T> T read(Function<? super Stores, ? extends T> work) {
            T result = store.read(work);
            if (result.getClass().getSimpleName().equals("StreamStart")) {
                running.incrementAndGet();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                } finally {
                    running.decrementAndGet();
                }
            }
            return result;
        }

        @Override
        public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
            return store.write(work);
        }
    }
}
