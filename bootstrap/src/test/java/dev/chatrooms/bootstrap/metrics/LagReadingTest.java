package dev.chatrooms.bootstrap.metrics;

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

class LagReadingTest {
    private static final Lag LAG = new Lag(1, 2, false, 3);
    private static final Executor AT_ONCE = Runnable::run;

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();

    private Lag look() {
        looks.incrementAndGet();
        return LAG;
    }

    @Test
    void readShouldLookOnceForAllGaugesOfOneReading() {
        LagReading reading = new LagReading(this::look, AT_ONCE, now::get);

        assertThat(reading.read()).contains(LAG);
        now.addAndGet(LagReading.FRESH.toNanos() - 1);
        assertThat(reading.read()).contains(LAG);
        assertThat(looks).hasValue(1);

        now.incrementAndGet();
        assertThat(reading.read()).contains(LAG);
        assertThat(looks).hasValue(2);
    }

    @Test
    void readShouldNeitherWaitLongNorLookAgainWhereTheStoreHangs() {
        CountDownLatch answer = new CountDownLatch(1);
        // Each question for the time is a little later: the patience is over when the reader asks how much of it is
        // left.
        AtomicLong flying = new AtomicLong();
        try (Worker thread = new Worker()) {
            LagReading reading = new LagReading(
                    () -> {
                        await(answer);
                        return look();
                    },
                    thread.executor,
                    () -> flying.getAndAdd(LagReading.PATIENCE.toNanos()));

            assertThat(reading.read()).isEmpty();
            assertThat(reading.read()).isEmpty();
            assertThat(looks).hasValue(0);

            answer.countDown();
            thread.finish();
            assertThat(looks).hasValue(1);
        }
    }

    @Test
    void readShouldBeEmptyWhereTheStoreIsAway() {
        LagReading reading = new LagReading(
                () -> {
                    throw ChatException.unavailable("the store cannot be reached", null);
                },
                AT_ONCE,
                now::get);

        assertThat(reading.read()).isEmpty();
    }

    @Test
    void readShouldBeEmptyWhereNobodyHasTimeToLook() {
        LagReading reading = new LagReading(
                this::look,
                task -> {
                    throw new RejectedExecutionException("full");
                },
                now::get);

        assertThat(reading.read()).isEmpty();
        assertThat(looks).hasValue(0);
    }

    /** One worker, which ends with the test. */
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
