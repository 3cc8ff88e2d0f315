package dev.chatrooms.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Chat;
import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.memory.MemoryPasswordHasher;
import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.memory.MemoryTokenIssuer;
import dev.chatrooms.application.message.HistoryPage;
import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Pages that take long to read, on a chat with eight workers of its own, of which four may read pages, and one of these
 * large pages.
 */
class PageFloodTest {
    private static final int AT_ONCE = 4;
    private static final int LARGE = 30;

    private final Storage storage = MemoryStorage.create();
    private final HeldPages store = new HeldPages(storage.transactions());
    private final TestServer server = TestServer.over(Chat.builder(new Storage(store, storage.bus()))
            .settings(TestServer.NO_LIMITS)
            .workerThreads(8)
            .passwordHasher(new MemoryPasswordHasher())
            .tokenIssuer(new MemoryTokenIssuer())
            .build());

    @AfterEach
    void stop() {
        store.release();
        server.close();
    }

    @Test
    void othersShouldBeServedWhenPagesTakeLongToRead() {
        store.hold();
        List<CompletableFuture<Response>> pages = new ArrayList<>();
        for (String name : List.of("mallory", "trudy", "oscar")) {
            Person attacker = server.person(name);
            String room = attacker.publicRoom("Room of " + name);
            for (int i = 0; i < 12; i++) {
                pages.add(server.sendAsync(attacker.request(room + "/messages?limit=200")));
            }
        }
        store.awaitRunning(AT_ONCE);
        Person alice = server.person("alice");
        String room = alice.publicRoom("Tea");

        for (int i = 0; i < 20; i++) {
            assertThat(alice.get("/api/v1/me").status()).isEqualTo(200);
            assertThat(alice.send(room, "tea").status()).isEqualTo(201);
        }
        store.awaitRunning(AT_ONCE);
        store.release();
        assertThat(pages).allSatisfy(page -> assertThat(page.join().status()).isEqualTo(200));
    }

    @Test
    void smallPagesShouldNotWaitForLargeOnes() {
        List<CompletableFuture<Response>> pages = new ArrayList<>();
        List<Runnable> attacks = new ArrayList<>();
        for (String name : List.of("mallory", "trudy")) {
            Person attacker = server.person(name);
            String room = attacker.publicRoom("Room of " + name);
            for (int i = 0; i < LARGE; i++) {
                attacker.send(room, "😀".repeat(8000));
            }
            // The server begins a request when it has finished the one before on the connection.
            try (RawClient client = RawClient.connect(server)) {
                for (String path : List.of(room + "/messages", "/api/v1/me")) {
                    client.send(RawClient.get(attacker, path, "*/*"));
                    assertThat(client.receive().status()).isEqualTo(200);
                }
            }
            attacks.add(() -> pages.add(server.sendAsync(attacker.request(room + "/messages"))));
        }
        Person alice = server.person("alice");
        String room = alice.publicRoom("Tea");
        store.hold();
        for (int i = 0; i < 8; i++) {
            attacks.forEach(Runnable::run);
        }
        store.awaitRunning(1);

        for (int i = 1; i < AT_ONCE; i++) {
            pages.add(server.sendAsync(alice.request(room + "/messages")));
            store.awaitRunning(1 + i);
        }
        store.release();

        assertThat(pages).allSatisfy(page -> assertThat(page.join().status()).isEqualTo(200));
        assertThat(store.mostLarge).hasValue(1);
    }

    /** A store that keeps pages of history back between {@link #hold} and {@link #release}. */
    private static final class HeldPages implements Transactions {
        private final Transactions store;
        private volatile CountDownLatch released = new CountDownLatch(0);
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger runningLarge = new AtomicInteger();
        private final AtomicInteger mostLarge = new AtomicInteger();

        HeldPages(Transactions store) {
            this.store = store;
        }

        void hold() {
            released = new CountDownLatch(1);
        }

        void release() {
            released.countDown();
        }

        void awaitRunning(int count) {
            Eventually.await("running reads of pages", running::get, running -> running == count);
        }

        @Override
        public <T> T read(Function<? super Stores, ? extends T> work) {
            return held(store.read(work));
        }

        @Override
        public <T> T readSingle(Function<? super Stores, ? extends T> query) {
            return held(store.readSingle(query));
        }

        private <T> T held(T result) {
            if (result instanceof Optional<?> found && found.orElse(null) instanceof HistoryPage page) {
                int large = page.items().size() == LARGE ? 1 : 0;
                mostLarge.accumulateAndGet(runningLarge.addAndGet(large), Math::max);
                running.incrementAndGet();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                } finally {
                    running.decrementAndGet();
                    runningLarge.addAndGet(-large);
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
