package dev.chatrooms.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatrooms.application.spi.RateLimiter;
import dev.chatrooms.application.spi.RateLimiter.Allowance;
import dev.chatrooms.application.spi.RateLimiterContract;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class TokenBucketRateLimiterTest implements RateLimiterContract {
    private static final int MAX_KEYS = 4_096;

    private final SettableTime time = new SettableTime();
    private final TokenBucketRateLimiter limiter = new TokenBucketRateLimiter(time, MAX_KEYS);

    @Override
    public RateLimiter limiter(InstantSource clock) {
        return new TokenBucketRateLimiter(clock, MAX_KEYS);
    }

    @Test
    void tryAcquireShouldRespectTheBoundWhenThereAreMoreKeys() {
        for (int i = 0; i < 10 * MAX_KEYS; i++) {
            limiter.tryAcquire(LOGINS, "flood-" + i);
        }

        assertThat(limiter.keyCount()).isEqualTo(MAX_KEYS);
    }

    @Test
    void tryAcquireShouldKeepBucketsOfOtherAllowancesWhenOneIsFlooded() {
        limiter.tryAcquire(LOGINS, "alice");

        for (int i = 0; i < 10 * MAX_KEYS; i++) {
            limiter.tryAcquire(SENDS, "flood-" + i);
        }

        assertThat(limiter.tryAcquire(LOGINS, "alice")).isPresent();
    }

    @Test
    void tryAcquireShouldEvictFullBucketsWhenOthersAreUsed() {
        for (int i = 0; i < 1_000; i++) {
            limiter.tryAcquire(LOGINS, "once-" + i);
        }

        time.pass(Duration.ofHours(1));
        for (int i = 0; i < 1_000; i++) {
            limiter.tryAcquire(LOGINS, "again-" + i);
        }

        assertThat(limiter.keyCount()).isLessThanOrEqualTo(1_100);
    }

    @Test
    void tryAcquireShouldFailWhenThereAreTooManyAllowances() {
        for (int i = 0; i < 64; i++) {
            limiter.tryAcquire(new Allowance("kind-" + i, 1, Duration.ofSeconds(1), 1), "alice");
        }

        assertThatThrownBy(() -> limiter.tryAcquire(new Allowance("kind-64", 1, Duration.ofSeconds(1), 1), "alice"))
                .isInstanceOf(IllegalStateException.class);
    }
}
