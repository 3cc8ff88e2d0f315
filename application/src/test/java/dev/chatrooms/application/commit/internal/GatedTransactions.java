package dev.chatrooms.application.commit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A store whose writes can be held and made to fail. */
final class GatedTransactions implements Transactions {
    private final Transactions store;
    private final AtomicInteger writes = new AtomicInteger();
    private final AtomicInteger commits = new AtomicInteger();
    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private volatile Gate gate = new Gate();

    private static final class Gate {
        final CountDownLatch arrived = new CountDownLatch(1);
        final CountDownLatch open = new CountDownLatch(1);
    }

    GatedTransactions(Transactions store) {
        this.store = store;
        release();
    }

    /** Holds writes from now on. */
    void hold() {
        gate = new Gate();
    }

    /** Waits until a write is held. */
    void awaitHeld() {
        await(gate.arrived);
    }

    void release() {
        gate.open.countDown();
    }

    /** Makes the next write fail at its commit; several calls make as many writes fail. */
    void failNext(RuntimeException failure) {
        failures.add(failure);
    }

    /** Returns the number of committed transactions. */
    int commits() {
        return commits.get();
    }

    /** Returns the number of transactions that were begun. */
    int writes() {
        return writes.get();
    }

    @Override
    public <T> T read(Function<? super Stores, ? extends T> work) {
        return store.read(work);
    }

    @Override
    public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
        writes.incrementAndGet();
        Gate passed = gate;
        passed.arrived.countDown();
        await(passed.open);
        RuntimeException failure = failures.poll();
        Committed<T> committed = store.write(uow -> {
            T result = work.apply(uow);
            if (failure != null) {
                throw failure;
            }
            return result;
        });
        commits.incrementAndGet();
        return committed;
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Together.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("waited in vain at the gate")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new StoreUnavailable("interrupted", e);
        }
    }
}
