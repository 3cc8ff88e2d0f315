package dev.chatrooms.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimersTest {
    @Test
    void repeatingShouldLeaveNothingBehindOfEachRound() throws InterruptedException {
        CompletableFuture<Void> until = new CompletableFuture<>();
        CountDownLatch rounds = new CountDownLatch(50);

        Timers.repeat(Duration.ofMillis(1), until, rounds::countDown);

        assertThat(rounds.await(60, TimeUnit.SECONDS)).isTrue();
        // A stream lives for days: what stayed of each sign of life would add up.
        assertThat(until.getNumberOfDependents()).isEqualTo(1);
        until.complete(null);
    }
}
