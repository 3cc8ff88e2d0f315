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
    /** So long that a test that waits for it in vain fails by its time limit. */
    private static final Duration LONG = Duration.ofHours(1);

    private static final int MAX_BATCH = 100;

    /**
     * What is waited is a part of what a commit takes, and no more than a bound: the bound is what counts after these.
     */
    private static final long AGES = Duration.ofDays(1).toNanos();

    /** Stands still unless a test moves it. */
    private final AtomicLong time = new AtomicLong();

    private final BlockingQueue<String> arriving = new LinkedBlockingQueue<>();
    private final List<String> batch = new ArrayList<>(List.of("first"));

    @Test
    void gatherShouldNotWaitBeforeAnythingWasCommitted() throws InterruptedException {
        new BatchDelay(LONG, time::get).gather(batch, arriving, MAX_BATCH);

        assertThat(batch).containsExactly("first");
    }

    @Test
    void gatherShouldNotWaitAfterACommitOfOneAlone() throws InterruptedException {
        BatchDelay gathering = new BatchDelay(LONG, time::get);
        gathering.committed(1, 0, AGES);

        gathering.gather(batch, arriving, MAX_BATCH);

        assertThat(batch).containsExactly("first");
    }

    @Test
    void gatherShouldNotWaitWhenTheLastCommitIsLongerAgoThanItTook() throws InterruptedException {
        BatchDelay gathering = new BatchDelay(LONG, time::get);
        gathering.committed(3, 2, AGES);
        time.addAndGet(AGES + 1);

        gathering.gather(batch, arriving, MAX_BATCH);

        assertThat(batch).containsExactly("first");
    }

    @Test
    void gatherShouldWaitForAsManyAsTheLastCommitHad() throws InterruptedException {
        BatchDelay gathering = new BatchDelay(LONG, time::get);
        gathering.committed(2, 1, AGES);
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> arriving.addAll(List.of("second", "third")));

        gathering.gather(batch, arriving, MAX_BATCH);

        others.join();
        assertThat(batch).containsExactly("first", "second", "third");
    }

    @Test
    void gatherShouldTakeMoreThanItWaitsForWhenTheyAreThere() throws InterruptedException {
        BatchDelay gathering = new BatchDelay(LONG, time::get);
        gathering.committed(2, 0, AGES);
        arriving.addAll(List.of("second", "third", "fourth"));

        gathering.gather(batch, arriving, 3);

        assertThat(batch).containsExactly("first", "second", "third");
        assertThat(arriving).containsExactly("fourth");
    }

    @Test
    void gatherShouldWaitNoLongerThanItsBound() throws InterruptedException {
        BatchDelay gathering = new BatchDelay(Duration.ofMillis(1), time::get);
        gathering.committed(50, 0, AGES);

        gathering.gather(batch, arriving, MAX_BATCH);

        assertThat(batch).containsExactly("first");
    }

    @Test
    void gatherShouldWaitNoLongerThanAPartOfTheLastCommit() throws InterruptedException {
        BatchDelay gathering = new BatchDelay(LONG, time::get);
        gathering.committed(50, 0, TimeUnit.MILLISECONDS.toNanos(4));

        gathering.gather(batch, arriving, MAX_BATCH);

        assertThat(batch).containsExactly("first");
    }

    @Test
    void gatherShouldLetSomeCommitsGoAfterAWaitInVainAndThenTryAgain() throws InterruptedException {
        BatchDelay gathering = new BatchDelay(LONG, time::get);
        gathering.committed(3, 0, 1);
        gathering.gather(batch, arriving, MAX_BATCH);

        for (int i = 0; i < BatchDelay.REFRAIN; i++) {
            // Would wait for an hour.
            gathering.committed(3, 0, AGES);
            gathering.gather(batch, arriving, MAX_BATCH);
        }
        arriving.addAll(List.of("second", "third"));
        gathering.gather(batch, arriving, MAX_BATCH);

        assertThat(batch).containsExactly("first", "second", "third");
    }

    @Test
    void gatherShouldGoOnWaitingWhenMostOfThemCome() throws InterruptedException {
        BatchDelay gathering = new BatchDelay(LONG, time::get);
        gathering.committed(4, 0, TimeUnit.MILLISECONDS.toNanos(4));
        arriving.addAll(List.of("second", "third"));
        gathering.gather(batch, arriving, MAX_BATCH);
        List<String> next = new ArrayList<>(List.of("fourth"));

        gathering.committed(2, 0, AGES);
        arriving.add("fifth");
        gathering.gather(next, arriving, MAX_BATCH);

        assertThat(next).containsExactly("fourth", "fifth");
    }
}
