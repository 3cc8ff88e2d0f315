package dev.chatrooms.metrics;

import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** An in-memory store whose search indexer is blocked until released, and which can become unavailable. */
final class PausedIndexStorage implements Transactions {
    private static final String INDEXER = "chatrooms-indexer";

    private final Storage store = MemoryStorage.create();
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean unavailable;

    Storage storage() {
        return new Storage(this, store.bus());
    }

    void release() {
        released.countDown();
    }

    void disconnect() {
        unavailable = true;
    }

    /** Returns the position of the last log entry. */
    long head() {
        return store.transactions()
                .<Long>read(stores -> stores.log().head().position().value());
    }

    @Override
    public <T> T read(Function<? super Stores, ? extends T> work) {
        if (unavailable) {
            throw new StoreUnavailable("disconnected by the test", null);
        }
        return store.transactions().read(work);
    }

    @Override
    public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
        if (Thread.currentThread().getName().equals(INDEXER)) {
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new StoreUnavailable("interrupted", e);
            }
        }
        return store.transactions().write(work);
    }
}
