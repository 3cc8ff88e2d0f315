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

/** Pages that take long to read, on a chat with eight workers of its own, of which four may read pages. */
class PageFloodTest {
    private static final int AT_ONCE = 4;

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
        store.released.countDown();
        server.close();
    }

    @Test
    void othersShouldBeServedWhenPagesTakeLongToRead() {
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
        store.released.countDown();
        assertThat(pages).allSatisfy(page -> assertThat(page.join().status()).isEqualTo(200));
    }

    /** A store that keeps pages of history back until they are released. */
    private static final class HeldPages implements Transactions {
        private final Transactions store;
        private final CountDownLatch released = new CountDownLatch(1);
        private final AtomicInteger running = new AtomicInteger();

        HeldPages(Transactions store) {
            this.store = store;
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
            if (result instanceof Optional<?> found && found.orElse(null) instanceof HistoryPage) {
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
