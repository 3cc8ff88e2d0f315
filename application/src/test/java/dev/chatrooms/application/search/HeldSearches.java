package dev.chatrooms.application.search;

import dev.chatrooms.application.Eventually;
import dev.chatrooms.application.spi.Cancellation;
import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A store whose searches, the only reads that can be cancelled, wait until they are released or cancelled. */
public final class HeldSearches implements Transactions {
    private final Transactions store;
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();

    public HeldSearches(Transactions store) {
        this.store = store;
    }

    @Override
    public <T> T read(Function<? super Stores, ? extends T> work) {
        return store.read(work);
    }

    @Override
    public <T> T read(Cancellation cancellation, Function<? super Stores, ? extends T> work) {
        CountDownLatch interrupted = new CountDownLatch(1);
        started.incrementAndGet();
        running.incrementAndGet();
        try {
            return cancellation.run(interrupted::countDown, () -> {
                awaitRelease(interrupted);
                return store.read(work);
            });
        } finally {
            running.decrementAndGet();
        }
    }

    private void awaitRelease(CountDownLatch interrupted) {
        try {
            while (!released.await(1, TimeUnit.MILLISECONDS)) {
                if (interrupted.getCount() == 0) {
                    cancelled.incrementAndGet();
                    throw new StoreUnavailable("cancelled", null);
                }
            }
        } catch (InterruptedException e) {
            throw new StoreUnavailable("interrupted", e);
        }
    }

    @Override
    public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
        return store.write(work);
    }

    public void release() {
        released.countDown();
    }

    /** Returns the number of searches that have reached the store. */
    public int started() {
        return started.get();
    }

    public void awaitRunning(int count) {
        Eventually.await(count + " running searches", () -> running.get() == count);
    }

    public void awaitCancelled(int count) {
        Eventually.await(count + " cancelled searches", () -> cancelled.get() == count);
    }
}
