package dev.chatrooms.application.spi;

import java.time.Duration;
import java.util.Optional;

/** Limits how often something is done per key. Per node. Memory is bounded for any number of keys. Never blocks. */
public interface RateLimiter {
    /**
     * An allowance of {@code permits} per {@code period}, of which up to {@code burst} can accumulate.
     *
     * @param name distinguishes allowances with the same keys
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
     * Takes a permit of the key's allowance.
     *
     * @return empty if a permit was taken; otherwise the time until one is available
     */
    default Optional<Duration> tryAcquire(Allowance allowance, String key) {
        return tryAcquire(allowance, key, 1);
    }

    /**
     * Takes several permits of the key's allowance, or none. A number above the burst is granted when the burst is
     * available, and the rest is owed: the next permit is available when the debt is paid off.
     *
     * @param permits at least 1
     * @return empty if the permits were taken; otherwise the time until they are available
     */
    Optional<Duration> tryAcquire(Allowance allowance, String key, int permits);
}
