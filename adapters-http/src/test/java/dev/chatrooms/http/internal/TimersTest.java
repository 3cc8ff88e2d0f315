package dev.chatrooms.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimersTest {
    @Test
    void repeatShouldNotAddADependentToTheStagePerRun() throws InterruptedException {
        CompletableFuture<Void> until = new CompletableFuture<>();
        CountDownLatch runs = new CountDownLatch(50);

        Timers.SYSTEM.repeat(Duration.ofMillis(1), until, runs::countDown);

        assertThat(runs.await(60, TimeUnit.SECONDS)).isTrue();
        // A stream can last for days, so a dependent per heartbeat would be a leak.
        assertThat(until.getNumberOfDependents()).isEqualTo(1);
        until.complete(null);
    }
}
