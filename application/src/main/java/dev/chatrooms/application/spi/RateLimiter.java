package dev.chatrooms.application.spi;

import java.time.Duration;
import java.util.Optional;

/** Counts who does what how often. Per node; memory is bounded however many keys there are. Never blocks. */
public interface RateLimiter {
    /**
     * An allowance: {@code permits} for each {@code period}, of which up to {@code burst} may be saved up and used at
     * once.
     *
     * @param name tells allowances with the same keys apart
     */
    record Allowance(String name, long permits, Duration period, long burst) {
        public Allowance {
            if (permits < 1 || burst < 1 || period.isNegative() || period.isZero()) {
                throw new IllegalArgumentException(
                        "permits, period and burst of the allowance " + name + " must be positive");
            }
        }
    }

    /**
     * Takes one permit of the key's allowance.
     *
     * @return empty if there was one; otherwise nothing was taken, and this is how long until there will be one
     */
    Optional<Duration> tryAcquire(Allowance allowance, String key);
}
