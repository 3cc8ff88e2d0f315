package dev.chatrooms.application.memory;

import dev.chatrooms.application.common.SteadyClock;
import dev.chatrooms.application.spi.RateLimiter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Token buckets, each stored as the time at which it will be full again (the generic cell rate algorithm: a permit
 * moves this time by one interval; none is left while it is a whole bucket ahead). A bucket whose time has passed
 * equals one never used, so the least recently used ones are dropped. Beyond {@value #MAX_KEYS} keys that includes
 * buckets that are not full.
 */
public final class MemoryRateLimiter implements RateLimiter {
    static final int MAX_KEYS = 20_000;
    private static final int MAX_KEY_LENGTH = 128;

    private record Slot(Allowance allowance, String key) {}

    private final InstantSource time;
    // In access order, least recently used first. Its lock is never held across a wait.
    private final Map<Slot, Instant> fullAgain = new LinkedHashMap<>(16, 0.75f, true);

    public MemoryRateLimiter(InstantSource time) {
        this.time = new SteadyClock(time);
    }

    @Override
    public Optional<Duration> tryAcquire(Allowance allowance, String key, int permits) {
        Duration interval = allowance.period().dividedBy(allowance.permits());
        Duration whole = interval.multipliedBy(allowance.burst());
        Duration needed = interval.multipliedBy(Math.min(permits, allowance.burst()));
        Slot slot = new Slot(allowance, shortened(key));
        synchronized (fullAgain) {
            Instant now = time.instant();
            Instant moment = fullAgain.getOrDefault(slot, now);
            if (moment.isBefore(now)) {
                moment = now;
            }
            Duration wait = Duration.between(now.plus(whole), moment.plus(needed));
            if (!wait.isNegative() && !wait.isZero()) {
                return Optional.of(wait);
            }
            fullAgain.put(slot, moment.plus(interval.multipliedBy(permits)));
            dropLeastRecent(now);
            return Optional.empty();
        }
    }

    int keys() {
        synchronized (fullAgain) {
            return fullAgain.size();
        }
    }

    private void dropLeastRecent(Instant now) {
        // Two per new key, so that the map shrinks again after a flood.
        for (int i = 0; i < 2 && !fullAgain.isEmpty(); i++) {
            Map.Entry<Slot, Instant> eldest = fullAgain.entrySet().iterator().next();
            if (fullAgain.size() > MAX_KEYS || !eldest.getValue().isAfter(now)) {
                fullAgain.remove(eldest.getKey());
            }
        }
    }

    /** Shortens a key. Keys may be arbitrary text from unauthenticated clients; legitimate keys are shorter. */
    private static String shortened(String key) {
        return key.length() <= MAX_KEY_LENGTH ? key : key.substring(0, MAX_KEY_LENGTH) + "#" + key.hashCode();
    }
}
