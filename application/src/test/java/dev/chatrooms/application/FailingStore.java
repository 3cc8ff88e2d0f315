package dev.chatrooms.application;

import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A store whose writes, checks or whole connection can be made to fail. */
public final class FailingStore implements Transactions {
    private final Transactions store;
    private final AtomicInteger checks = new AtomicInteger();
    private volatile @Nullable StoreUnavailable readFailure;
    private volatile @Nullable RuntimeException writeFailure;
    private volatile @Nullable StoreUnavailable checkFailure;

    public FailingStore(Transactions store) {
        this.store = store;
    }

    public void failReads(@Nullable StoreUnavailable failure) {
        readFailure = failure;
    }

    public void failWrites(@Nullable RuntimeException failure) {
        writeFailure = failure;
    }

    public void failChecks(@Nullable StoreUnavailable failure) {
        checkFailure = failure;
    }

    public int checks() {
        return checks.get();
    }

    @Override
    public <T> T read(Function<? super Stores, ? extends T> work) {
        throwIfSet(readFailure);
        return store.read(work);
    }

    @Override
    public <T> T readSingle(Function<? super Stores, ? extends T> work) {
        throwIfSet(readFailure);
        return store.readSingle(work);
    }

    @Override
    public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
        throwIfSet(writeFailure);
        return store.write(work);
    }

    @Override
    public void checkSpace() {
        checks.incrementAndGet();
        throwIfSet(checkFailure);
        store.checkSpace();
    }

    private static void throwIfSet(@Nullable RuntimeException failure) {
        if (failure != null) {
            throw failure;
        }
    }
}
