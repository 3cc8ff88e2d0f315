package dev.chatrooms.application.search.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFixture;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.event.Position;
import dev.chatrooms.domain.id.RoomId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class IndexerTest {
    private final Storage storage = MemoryStorage.create();
    private final StoreFixture store = StoreFixture.in(storage);

    /** A store that fails a number of times in several ways, and signals a successful write. */
    private final class Troubled implements Transactions {
        private final AtomicInteger failures;
        private final CountDownLatch written = new CountDownLatch(1);

        Troubled(int failures) {
            this.failures = new AtomicInteger(failures);
        }

        @Override
        public <T> T read(Function<? super Stores, ? extends T> work) {
            return storage.transactions().read(work);
        }

        @Override
        public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
            int left = failures.getAndDecrement();
            if (left > 0) {
                throw left % 2 == 0
                        ? new StoreUnavailable("on purpose", null)
                        : new IllegalStateException("on purpose");
            }
            Committed<T> committed = storage.transactions().write(work);
            written.countDown();
            return committed;
        }
    }

    private Position indexed() {
        return store.read(stores -> stores.search().progress().position());
    }

    private void sayTea() {
        Account alice = store.person("alice");
        store.say(alice, store.aPublicRoomWith(alice), "tea");
    }

    @Test
    void indexerShouldContinueAfterFailures() {
        sayTea();
        Troubled troubled = new Troubled(2);
        try (Indexer indexer = new Indexer(troubled)) {
            for (int i = 0; i < 3; i++) {
                indexer.wake();
            }
            Together.await(troubled.written);
            assertThat(indexed()).isEqualTo(store.head());
        }
    }

    /** A store that only manages a few entries in time. */
    private final class Slow implements Transactions {
        private final CountDownLatch done = new CountDownLatch(1);

        @Override
        public <T> T read(Function<? super Stores, ? extends T> work) {
            return storage.transactions().read(work);
        }

        @Override
        public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
            Committed<T> committed = storage.transactions().write(uow -> {
                long before = uow.search().progress().position().value();
                T result = work.apply(uow);
                if (uow.search().progress().position().value() - before > 100) {
                    throw new StoreUnavailable("not in time", null);
                }
                return result;
            });
            if (indexed().equals(store.head())) {
                done.countDown();
            }
            return committed;
        }
    }

    @Test
    void indexerShouldShrinkItsBatchWhenTheStoreIsTooSlow() {
        Account alice = store.person("alice");
        RoomId room = store.aPublicRoomWith(alice);
        for (int i = 0; i < 300; i++) {
            store.say(alice, room, "tea");
        }
        Slow slow = new Slow();
        try (Indexer indexer = new Indexer(slow)) {
            indexer.wake();
            Together.await(slow.done);
            assertThat(indexed()).isEqualTo(store.head());
        }
    }

    /** A store with continuous writes, which records the start and end of each batch. */
    private final class Busy implements Transactions {
        private final List<Long> times = Collections.synchronizedList(new ArrayList<>());
        private final CountDownLatch batches = new CountDownLatch(3);
        private final AtomicReference<Runnable> wake = new AtomicReference<>(() -> {});

        @Override
        public <T> T read(Function<? super Stores, ? extends T> work) {
            return storage.transactions().read(work);
        }

        @Override
        public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
            times.add(System.nanoTime());
            Committed<T> committed = storage.transactions().write(work);
            wake.get().run();
            times.add(System.nanoTime());
            batches.countDown();
            return committed;
        }
    }

    @Test
    void indexerShouldRestWhileOthersWrite() {
        Account alice = store.person("alice");
        RoomId room = store.aPublicRoomWith(alice);
        for (int i = 0; i < Indexer.BATCH * 3; i++) {
            store.say(alice, room, "tea");
        }
        Busy busy = new Busy();
        try (Indexer indexer = new Indexer(busy)) {
            busy.wake.set(indexer::wake);
            indexer.wake();
            Together.await(busy.batches);
        }
        for (int batch = 0; batch < 2; batch++) {
            long took = busy.times.get(2 * batch + 1) - busy.times.get(2 * batch);
            long rested = busy.times.get(2 * batch + 2) - busy.times.get(2 * batch + 1);
            assertThat(rested).isGreaterThanOrEqualTo(took * Indexer.REST);
        }
    }

    @Test
    void indexerShouldPollWhenItIsNotWoken() {
        sayTea();
        Troubled transactions = new Troubled(0);
        try (Indexer indexer = new Indexer(transactions)) {
            Together.await(transactions.written);
            assertThat(indexed()).isEqualTo(store.head());
            assertThat(indexer).isNotNull();
        }
    }

    @Test
    void indexerShouldReadNothingAfterClose() {
        Troubled transactions = new Troubled(0);
        Indexer indexer = new Indexer(transactions);
        indexer.close();
        sayTea();
        indexer.wake();
        indexer.close();

        assertThat(indexed()).isEqualTo(Position.START);
        assertThat(store.log().head().position()).isNotEqualTo(Position.START);
    }
}
