package dev.chatrooms.application.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.spi.RateLimiter;
import dev.chatrooms.application.spi.RateLimiterContract;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class MemoryRateLimiterTest implements RateLimiterContract {
    @Override
    public RateLimiter limiter(InstantSource time) {
        return new MemoryRateLimiter(time);
    }

    @Test
    void tryAcquireShouldKeepItsBoundWhenThereAreMoreKeys() {
        MemoryRateLimiter limiter = new MemoryRateLimiter(new SettableTime());

        for (int i = 0; i < 2 * MemoryRateLimiter.MAX_KEYS; i++) {
            limiter.tryAcquire(LOGINS, "flood-" + i);
        }

        assertThat(limiter.keys()).isEqualTo(MemoryRateLimiter.MAX_KEYS);
    }

    @Test
    void tryAcquireShouldForgetFullBucketsWhenOthersAreUsed() {
        SettableTime time = new SettableTime();
        MemoryRateLimiter limiter = new MemoryRateLimiter(time);
        for (int i = 0; i < 10; i++) {
            limiter.tryAcquire(LOGINS, "once-" + i);
        }

        time.pass(Duration.ofHours(1));
        for (int i = 0; i < 10; i++) {
            limiter.tryAcquire(LOGINS, "again-" + i);
        }

        assertThat(limiter.keys()).isEqualTo(10);
    }
}
