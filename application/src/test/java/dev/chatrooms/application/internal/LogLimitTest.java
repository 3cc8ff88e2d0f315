package dev.chatrooms.application.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogLimitTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final LogLimit limit = new LogLimit(nanos::get);

    @Test
    void permitsShouldAllowTheFirstLineAndThenOneAMinute() {
        assertThat(limit.permits()).isTrue();
        assertThat(limit.permits()).isFalse();

        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(limit.permits()).isFalse();

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(limit.permits()).isTrue();
        assertThat(limit.permits()).isFalse();
    }
}
