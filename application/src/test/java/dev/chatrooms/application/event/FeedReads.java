package dev.chatrooms.application.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Together;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A store that counts the reads of the feed's thread and can hold them. All other calls pass, unless they are to fail.
 */
final class FeedReads implements Transactions {
    private final Transactions store;
    private final AtomicInteger count = new AtomicInteger();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile Hold hold = Hold.NOTHING;
    private volatile boolean failingElsewhere;

    private enum Hold {
        NOTHING,
        READS,
        ANSWERS
    }

    FeedReads(Transactions store) {
        this.store = store;
    }

    /** Holds reads before they see the store, as if the node were paused. */
    void pause() {
        hold = Hold.READS;
    }

    /** Holds the answers to reads, which then lack what is committed meanwhile. Counts from now on. */
    void holdAnswers() {
        count.set(0);
        hold = Hold.ANSWERS;
    }

    /** Lets the reads of all other threads fail, such as the look at the log that a node takes every second. */
    void failElsewhere() {
        failingElsewhere = true;
    }

    void awaitHeld() {
        await(arrived);
    }

    /** Releases what is held, for good. */
    void release() {
        hold = Hold.NOTHING;
        open.countDown();
    }

    int count() {
        return count.get();
    }

    @Override
    public <T> T read(Function<? super Stores, ? extends T> work) {
        return read(() -> store.read(work));
    }

    @Override
    public <T> T readSingle(Function<? super Stores, ? extends T> work) {
        return read(() -> store.readSingle(work));
    }

    private <T> T read(Supplier<T> read) {
        if (!Thread.currentThread().getName().equals("chatrooms-feed")) {
            if (failingElsewhere) {
                throw new StoreUnavailable("made unavailable by a test", null);
            }
            return read.get();
        }
        count.incrementAndGet();
        pass(Hold.READS);
        T result = read.get();
        pass(Hold.ANSWERS);
        return result;
    }

    private void pass(Hold gate) {
        if (hold == gate) {
            arrived.countDown();
            await(open);
        }
    }

    @Override
    public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
        return store.write(work);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Together.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("waited in vain")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new StoreUnavailable("interrupted", e);
        }
    }
}
