package dev.chatrooms.application.commit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatchDelayTest {
    /** So long that a test that waits for it fails by its timeout. */
    private static final Duration LONG = Duration.ofHours(1);

    private static final int MAX_BATCH = 100;

    /** Long enough that the upper bound of the wait applies, not the fraction of the last commit. */
    private static final long AGES = Duration.ofDays(1).toNanos();

    /** Only moves by hand. */
    private final AtomicLong time = new AtomicLong();

    private final BlockingQueue<String> arriving = new LinkedBlockingQueue<>();
    private final List<String> batch = new ArrayList<>(List.of("first"));

    @Test
    void gatherShouldNotWaitBeforeTheFirstCommit() throws InterruptedException {
        new BatchDelay(LONG, time::get).gather(batch, arriving, MAX_BATCH);

        assertThat(batch).containsExactly("first");
    }

    @Test
    void gatherShouldNotWaitAfterACommitOfOneCommand() throws InterruptedException {
        BatchDelay delay = new BatchDelay(LONG, time::get);
        delay.committed(1, 0, AGES);

        delay.gather(batch, arriving, MAX_BATCH);

        assertThat(batch).containsExactly("first");
    }

    @Test
    void gatherShouldNotWaitWhenTheLastCommitIsLongAgo() throws InterruptedException {
        BatchDelay delay = new BatchDelay(LONG, time::get);
        delay.committed(3, 2, AGES);
        time.addAndGet(AGES + 1);

        delay.gather(batch, arriving, MAX_BATCH);

        assertThat(batch).containsExactly("first");
    }

    @Test
    void gatherShouldWaitForAsManyAsTheLastCommitHad() throws InterruptedException {
        BatchDelay delay = new BatchDelay(LONG, time::get);
        delay.committed(2, 1, AGES);
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> arriving.addAll(List.of("second", "third")));

        delay.gather(batch, arriving, MAX_BATCH);

        others.join();
        assertThat(batch).containsExactly("first", "second", "third");
    }

    @Test
    void gatherShouldTakeMoreThanItWaitsForWhenTheyAreThere() throws InterruptedException {
        BatchDelay delay = new BatchDelay(LONG, time::get);
        delay.committed(2, 0, AGES);
        arriving.addAll(List.of("second", "third", "fourth"));

        delay.gather(batch, arriving, 3);

        assertThat(batch).containsExactly("first", "second", "third");
        assertThat(arriving).containsExactly("fourth");
    }

    @Test
    void gatherShouldWaitNoLongerThanItsBound() throws InterruptedException {
        BatchDelay delay = new BatchDelay(Duration.ofMillis(1), time::get);
        delay.committed(50, 0, AGES);

        delay.gather(batch, arriving, MAX_BATCH);

        assertThat(batch).containsExactly("first");
    }

    @Test
    void gatherShouldWaitNoLongerThanAFractionOfTheLastCommit() throws InterruptedException {
        BatchDelay delay = new BatchDelay(LONG, time::get);
        delay.committed(50, 0, TimeUnit.MILLISECONDS.toNanos(4));

        delay.gather(batch, arriving, MAX_BATCH);

        assertThat(batch).containsExactly("first");
    }

    @Test
    void gatherShouldSkipSomeCommitsAfterAWaitInVain() throws InterruptedException {
        BatchDelay delay = new BatchDelay(LONG, time::get);
        delay.committed(3, 0, 1);
        delay.gather(batch, arriving, MAX_BATCH);

        for (int i = 0; i < BatchDelay.SKIPPED_COMMITS; i++) {
            // Would wait for an hour.
            delay.committed(3, 0, AGES);
            delay.gather(batch, arriving, MAX_BATCH);
        }
        arriving.addAll(List.of("second", "third"));
        delay.gather(batch, arriving, MAX_BATCH);

        assertThat(batch).containsExactly("first", "second", "third");
    }

    @Test
    void gatherShouldKeepWaitingWhenMostCommandsArrive() throws InterruptedException {
        BatchDelay delay = new BatchDelay(LONG, time::get);
        delay.committed(4, 0, TimeUnit.MILLISECONDS.toNanos(4));
        arriving.addAll(List.of("second", "third"));
        delay.gather(batch, arriving, MAX_BATCH);
        List<String> next = new ArrayList<>(List.of("fourth"));

        delay.committed(2, 0, AGES);
        arriving.add("fifth");
        delay.gather(next, arriving, MAX_BATCH);

        assertThat(next).containsExactly("fourth", "fifth");
    }
}
