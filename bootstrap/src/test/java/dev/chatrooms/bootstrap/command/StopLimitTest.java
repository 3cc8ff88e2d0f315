package dev.chatrooms.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StopLimitTest {
    private static final Duration LONGER_THAN_THE_TEST = Duration.ofHours(1);

    private final BlockingQueue<Integer> exits = new LinkedBlockingQueue<>();

    @Test
    void processShouldExitWhenTheStopTakesTooLong() throws InterruptedException {
        new StopLimit(Duration.ofMillis(1), exits::add).start(Duration.ZERO);

        assertThat(exits.poll(60, TimeUnit.SECONDS)).isEqualTo(5);
    }

    @Test
    void limitShouldCountFromTheEndOfASkippedDrain() throws InterruptedException {
        StopLimit limit = new StopLimit(Duration.ofMillis(1), exits::add);
        limit.start(LONGER_THAN_THE_TEST);
        assertThat(exits).isEmpty();

        limit.skipDrain();

        assertThat(exits.poll(60, TimeUnit.SECONDS)).isEqualTo(5);
    }
}
