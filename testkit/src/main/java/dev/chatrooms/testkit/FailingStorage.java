package dev.chatrooms.testkit;

import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.Storage;
import dev.chatrooms.application.spi.StoreFull;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A storage that fails on demand. It wraps any other one:
 *
 * <pre>{@code
 * FailingStorage storage = FailingStorage.of(MemoryStorage.create());
 * Chat chat = Chat.builder(storage.storage())…
 * storage.becomeUnavailable();
 * }</pre>
 *
 * <p>Failures are thrown before the work runs, so a failed write leaves nothing behind. They also meet the background
 * work of the chat, such as the mail worker and the search index, which retries. Thread-safe.
 */
public final class FailingStorage {
    private final Storage storage;
    private final AtomicInteger failingWrites = new AtomicInteger();
    private volatile @Nullable StoreUnavailable nextWriteFailure;
    private volatile @Nullable StoreUnavailable readFailure;
    private volatile @Nullable StoreUnavailable writeFailure;

    private FailingStorage(Storage storage) {
        this.storage = new Storage(new FailingTransactions(storage.transactions()), storage.bus(), storage.capacity());
    }

    /** Wraps a storage, which works until a failure is set. */
    public static FailingStorage of(Storage storage) {
        return new FailingStorage(storage);
    }

    /** Returns the storage to give to the chat. */
    public Storage storage() {
        return storage;
    }

    /** Makes reads and writes fail until {@link #recover()}, like a database that cannot be reached. */
    public void becomeUnavailable() {
        StoreUnavailable failure = new StoreUnavailable("made unavailable by a test", null);
        readFailure = failure;
        writeFailure = failure;
    }

    /** Makes writes fail until {@link #recover()}, like a database whose disk is full. Reads succeed. */
    public void becomeFull() {
        readFailure = null;
        writeFailure = new StoreFull(null);
    }

    /**
     * Makes the next write transactions fail. The chat shares a transaction among concurrent calls, and repeats the
     * calls of a failed transaction one by one, so a single call may take several transactions.
     */
    public void failNextWrites(int transactions, StoreUnavailable failure) {
        nextWriteFailure = failure;
        failingWrites.set(transactions);
    }

    /** Ends all failures. */
    public void recover() {
        failingWrites.set(0);
        readFailure = null;
        writeFailure = null;
    }

    private void beforeRead() {
        throwIfSet(readFailure);
    }

    private void beforeWrite() {
        throwIfSet(writeFailure);
        if (failingWrites.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throwIfSet(nextWriteFailure);
        }
    }

    private static void throwIfSet(@Nullable StoreUnavailable failure) {
        if (failure != null) {
            throw failure;
        }
    }

    private final class FailingTransactions implements Transactions {
        private final Transactions transactions;

        FailingTransactions(Transactions transactions) {
            this.transactions = transactions;
        }

        @Override
        public <T> T read(Function<? super Stores, ? extends T> work) {
            beforeRead();
            return transactions.read(work);
        }

        @Override
        public <T> T readSingle(Function<? super Stores, ? extends T> work) {
            beforeRead();
            return transactions.readSingle(work);
        }

        @Override
        public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
            beforeWrite();
            return transactions.write(work);
        }

        @Override
        public void checkSpace() {
            throwIfSet(writeFailure);
            transactions.checkSpace();
        }
    }
}
