package dev.chatrooms.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.Health.Lag;
import dev.chatrooms.application.common.ChatException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CachedLagTest {
    private static final Lag LAG = new Lag(1, 2, false, 3);
    private static final Executor SAME_THREAD = Runnable::run;

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger samples = new AtomicInteger();

    private Lag sample() {
        samples.incrementAndGet();
        return LAG;
    }

    @Test
    void readShouldSampleOnceForAllGaugesOfOneScrape() {
        CachedLag cache = new CachedLag(this::sample, SAME_THREAD, now::get);

        assertThat(cache.read()).contains(LAG);
        now.addAndGet(CachedLag.MAX_AGE.toNanos() - 1);
        assertThat(cache.read()).contains(LAG);
        assertThat(samples).hasValue(1);

        now.incrementAndGet();
        assertThat(cache.read()).contains(LAG);
        assertThat(samples).hasValue(2);
    }

    @Test
    void readShouldTimeOutWithoutSecondSampleWhenStoreHangs() {
        CountDownLatch released = new CountDownLatch(1);
        // Each reading of the clock advances it by the timeout, so no time remains for the reader.
        AtomicLong clock = new AtomicLong();
        try (Worker thread = new Worker()) {
            CachedLag cache = new CachedLag(
                    () -> {
                        await(released);
                        return sample();
                    },
                    thread.executor,
                    () -> clock.getAndAdd(CachedLag.TIMEOUT.toNanos()));

            assertThat(cache.read()).isEmpty();
            assertThat(cache.read()).isEmpty();
            assertThat(samples).hasValue(0);

            released.countDown();
            thread.finish();
            assertThat(samples).hasValue(1);
        }
    }

    @Test
    void readShouldBeEmptyWhenStoreIsUnavailable() {
        CachedLag cache = new CachedLag(
                () -> {
                    throw ChatException.unavailable("the store cannot be reached", null);
                },
                SAME_THREAD,
                now::get);

        assertThat(cache.read()).isEmpty();
    }

    @Test
    void readShouldBeEmptyWhenExecutorRejectsSample() {
        CachedLag cache = new CachedLag(
                this::sample,
                task -> {
                    throw new RejectedExecutionException("full");
                },
                now::get);

        assertThat(cache.read()).isEmpty();
        assertThat(samples).hasValue(0);
    }

    /** A single worker thread that ends with the test. */
    private static final class Worker implements AutoCloseable {
        final ExecutorService executor = Executors.newSingleThreadExecutor();

        void finish() {
            executor.shutdown();
            try {
                assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted", e);
            }
        }

        @Override
        public void close() {
            executor.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }
}
