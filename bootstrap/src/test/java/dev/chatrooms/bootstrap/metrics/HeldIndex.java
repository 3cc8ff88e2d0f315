package dev.chatrooms.bootstrap.metrics;

import dev.chatrooms.application.memory.MemoryStorage;
import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** A store in memory whose search index is not read on until it is released, and which can be away. */
final class HeldIndex implements Transactions {
    private static final String INDEXER = "chatrooms-indexer";

    private final Storage store = MemoryStorage.create();
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean away;

    Storage storage() {
        return new Storage(this, store.bus());
    }

    void release() {
        released.countDown();
    }

    void goAway() {
        away = true;
    }

    /** The position of the log's last entry. */
    long head() {
        return store.transactions()
                .<Long>read(stores -> stores.log().head().position().value());
    }

    @Override
    public <T> T read(Function<? super Stores, ? extends T> work) {
        if (away) {
            throw new StoreUnavailable("on purpose", null);
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
