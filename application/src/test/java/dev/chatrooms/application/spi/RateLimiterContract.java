package dev.chatrooms.application.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatrooms.application.spi.RateLimiter.Allowance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The contract of rate limiters. */
public interface RateLimiterContract {
    /** Two a second, of which ten may be saved up. */
    Allowance SENDS = new Allowance("sends", 2, Duration.ofSeconds(1), 10);

    Allowance LOGINS = new Allowance("logins", 1, Duration.ofMinutes(1), 1);

    RateLimiter limiter(InstantSource time);

    /** Stands still until it is set. */
    final class SettableTime implements InstantSource {
        private volatile Instant now = Instant.parse("2026-11-21T10:00:00Z");

        public void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** How many permits there are at this moment; takes them all. */
    private static int drain(RateLimiter limiter, Allowance allowance, String key) {
        int permits = 0;
        while (limiter.tryAcquire(allowance, key).isEmpty()) {
            permits++;
        }
        return permits;
    }

    @Test
    default void tryAcquireShouldGiveTheWholeBurstWhenTheKeyIsNew() {
        RateLimiter limiter = limiter(new SettableTime());

        assertThat(drain(limiter, SENDS, "alice")).isEqualTo(10);
    }

    @Test
    default void tryAcquireShouldSayHowLongToWaitWhenNothingIsLeft() {
        SettableTime time = new SettableTime();
        RateLimiter limiter = limiter(time);
        drain(limiter, SENDS, "alice");

        assertThat(limiter.tryAcquire(SENDS, "alice")).contains(Duration.ofMillis(500));
        time.pass(Duration.ofMillis(200));
        assertThat(limiter.tryAcquire(SENDS, "alice")).contains(Duration.ofMillis(300));
    }

    @Test
    default void tryAcquireShouldSucceedOnceWhenTheStatedTimeHasPassed() {
        SettableTime time = new SettableTime();
        RateLimiter limiter = limiter(time);
        drain(limiter, SENDS, "alice");
        Duration wait = limiter.tryAcquire(SENDS, "alice").orElseThrow();

        time.pass(wait.minusNanos(1));
        assertThat(limiter.tryAcquire(SENDS, "alice")).isPresent();
        time.pass(Duration.ofNanos(1));
        assertThat(limiter.tryAcquire(SENDS, "alice")).isEmpty();
        assertThat(limiter.tryAcquire(SENDS, "alice")).isPresent();
    }

    @Test
    default void tryAcquireShouldTakeNothingWhenItRefuses() {
        SettableTime time = new SettableTime();
        RateLimiter limiter = limiter(time);
        drain(limiter, SENDS, "alice");

        for (int i = 0; i < 1_000; i++) {
            assertThat(limiter.tryAcquire(SENDS, "alice")).contains(Duration.ofMillis(500));
        }
    }

    @Test
    default void tryAcquireShouldSaveUpNoMoreThanTheBurstWhenMuchTimePasses() {
        SettableTime time = new SettableTime();
        RateLimiter limiter = limiter(time);
        drain(limiter, SENDS, "alice");

        time.pass(Duration.ofDays(400));

        assertThat(drain(limiter, SENDS, "alice")).isEqualTo(10);
    }

    @Test
    default void tryAcquireShouldGiveThePermitsOfThePeriodWhenAskedAllTheTime() {
        SettableTime time = new SettableTime();
        RateLimiter limiter = limiter(time);
        drain(limiter, SENDS, "alice");

        int permits = 0;
        for (int i = 0; i < 1_000; i++) {
            time.pass(Duration.ofMillis(10));
            permits += drain(limiter, SENDS, "alice");
        }

        assertThat(permits).isEqualTo(20);
    }

    @Test
    default void tryAcquireShouldCountKeysApartWhenOneHasNothingLeft() {
        RateLimiter limiter = limiter(new SettableTime());
        drain(limiter, SENDS, "alice");

        assertThat(limiter.tryAcquire(SENDS, "bob")).isEmpty();
    }

    @Test
    default void tryAcquireShouldCountAllowancesApartWhenTheKeyIsTheSame() {
        RateLimiter limiter = limiter(new SettableTime());
        drain(limiter, SENDS, "alice");

        assertThat(limiter.tryAcquire(LOGINS, "alice")).isEmpty();
        assertThat(limiter.tryAcquire(LOGINS, "alice")).contains(Duration.ofMinutes(1));
    }

    @Test
    default void tryAcquireShouldCountLongKeysApartWhenOnlyTheirEndsDiffer() {
        RateLimiter limiter = limiter(new SettableTime());
        String longKey = "x".repeat(100_000);
        drain(limiter, LOGINS, longKey + "1");

        assertThat(limiter.tryAcquire(LOGINS, longKey + "1")).isPresent();
        assertThat(limiter.tryAcquire(LOGINS, longKey + "2")).isEmpty();
    }

    @Test
    default void tryAcquireShouldKeepRefusingWhenManyOtherKeysComeBetween() {
        RateLimiter limiter = limiter(new SettableTime());
        drain(limiter, LOGINS, "mallory");

        for (int i = 0; i < 50_000; i++) {
            limiter.tryAcquire(LOGINS, "flood-" + i);
            if (i % 100 == 0) {
                assertThat(limiter.tryAcquire(LOGINS, "mallory")).isPresent();
            }
        }
    }

    @Test
    default void tryAcquireShouldTakeSeveralPermitsOrNoneWhenAskedForSeveral() {
        SettableTime time = new SettableTime();
        RateLimiter limiter = limiter(time);

        assertThat(limiter.tryAcquire(SENDS, "alice", 7)).isEmpty();
        assertThat(limiter.tryAcquire(SENDS, "alice", 4)).contains(Duration.ofMillis(500));
        assertThat(drain(limiter, SENDS, "alice")).isEqualTo(3);
    }

    @Test
    default void tryAcquireShouldGrantMoreThanTheBurstAndOweTheRestWhenTheBurstIsAvailable() {
        SettableTime time = new SettableTime();
        RateLimiter limiter = limiter(time);

        assertThat(limiter.tryAcquire(SENDS, "alice", 14)).isEmpty();
        assertThat(limiter.tryAcquire(SENDS, "alice")).contains(Duration.ofMillis(2_500));
        time.pass(Duration.ofMillis(2_500));
        assertThat(drain(limiter, SENDS, "alice")).isEqualTo(1);
        assertThat(limiter.tryAcquire(SENDS, "alice", 14)).contains(Duration.ofSeconds(5));
    }

    @Test
    default void tryAcquireShouldAskForOneIntervalAtMostWhenTheClockWentBack() {
        SettableTime time = new SettableTime();
        RateLimiter limiter = limiter(time);
        drain(limiter, SENDS, "alice");

        time.pass(Duration.ofHours(-1));

        assertThat(limiter.tryAcquire(SENDS, "alice")).contains(Duration.ofMillis(500));
        time.pass(Duration.ofMillis(500));
        assertThat(limiter.tryAcquire(SENDS, "alice")).isEmpty();
    }

    @Test
    default void tryAcquireShouldGiveNoPermitTwiceWhenManyThreadsAsk() throws Exception {
        RateLimiter limiter = limiter(new SettableTime());
        Allowance allowance = new Allowance("crowd", 1, Duration.ofHours(1), 1_000);
        Callable<Integer> drain = () -> drain(limiter, allowance, "shared");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            int permits = 0;
            for (Future<Integer> some :
                    threads.invokeAll(Stream.generate(() -> drain).limit(4).toList())) {
                permits += some.get();
            }
            assertThat(permits).isEqualTo(1_000);
        } finally {
            threads.shutdownNow();
        }
    }
}
