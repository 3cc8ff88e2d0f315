package dev.chatrooms.application.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.common.ChatException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PeriodicTaskTest {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final List<CompletableFuture<Boolean>> runs = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");
    private boolean rejecting;
    private final PeriodicTask task = new PeriodicTask("the test", () -> now, INTERVAL, this::run);

    private CompletableFuture<Boolean> run() {
        if (rejecting) {
            throw ChatException.unavailable("too many tasks are waiting", null);
        }
        CompletableFuture<Boolean> run = new CompletableFuture<>();
        runs.add(run);
        return run;
    }

    private CompletableFuture<Boolean> latest() {
        return runs.get(runs.size() - 1);
    }

    private void tickAfter(Duration time) {
        now = now.plus(time);
        task.tick();
    }

    @Test
    void tickShouldRunOnceAnInterval() {
        task.tick();
        assertThat(runs).isEmpty();

        tickAfter(INTERVAL);
        latest().complete(false);
        task.tick();
        assertThat(runs).hasSize(1);

        tickAfter(INTERVAL);
        assertThat(runs).hasSize(2);
    }

    @Test
    void tickShouldNotRunWhileARunIsInProgress() {
        tickAfter(INTERVAL);
        tickAfter(INTERVAL);

        assertThat(runs).hasSize(1);
    }

    @Test
    void tickShouldContinueARunThatLeftSomething() {
        tickAfter(INTERVAL);
        latest().complete(true);
        assertThat(runs).hasSize(1);

        task.tick();
        assertThat(runs).hasSize(2);
        latest().complete(false);

        task.tick();
        assertThat(runs).hasSize(2);
    }

    @Test
    void tickShouldRetryWhenTheWorkersReject() {
        rejecting = true;
        tickAfter(INTERVAL);
        rejecting = false;

        task.tick();

        assertThat(runs).hasSize(1);
    }

    @Test
    void tickShouldRetryAfterAnIntervalWhenARunFails() {
        tickAfter(INTERVAL);
        latest().completeExceptionally(new IllegalStateException("broken by the test"));
        task.tick();
        assertThat(runs).hasSize(1);

        tickAfter(INTERVAL);
        assertThat(runs).hasSize(2);
    }

    @Test
    void tickShouldNotWaitLongerWhenTheClockIsSetBack() {
        tickAfter(INTERVAL);
        latest().complete(false);

        tickAfter(Duration.ofDays(-40));
        tickAfter(INTERVAL);

        assertThat(runs).hasSize(2);
    }
}
