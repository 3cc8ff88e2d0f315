package dev.chatrooms.application.memory;

import dev.chatrooms.application.spi.RateLimiter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Token buckets, each kept as one moment: when it will be full again. (This is the generic cell rate algorithm: a
 * permit moves the moment one interval on, and there is none left while it lies a whole bucket ahead.) A bucket whose
 * moment has passed is the same as one never seen, so the least recently used ones can be dropped; past
 * {@value #MAX_KEYS} keys even one that is not full yet is.
 */
public final class MemoryRateLimiter implements RateLimiter {
    static final int MAX_KEYS = 20_000;
    private static final int MAX_KEY_LENGTH = 128;

    private record Slot(Allowance allowance, String key) {}

    private final InstantSource time;
    // In the order of use, least recent first. Its lock is held for a few look-ups, never across a
    // wait.
    private final Map<Slot, Instant> fullAgain = new LinkedHashMap<>(16, 0.75f, true);

    public MemoryRateLimiter(InstantSource time) {
        this.time = time;
    }

    @Override
    public Optional<Duration> tryAcquire(Allowance allowance, String key) {
        Duration interval = allowance.period().dividedBy(allowance.permits());
        Duration whole = interval.multipliedBy(allowance.burst());
        Slot slot = new Slot(allowance, shortened(key));
        synchronized (fullAgain) {
            Instant now = time.instant();
            Instant moment = fullAgain.getOrDefault(slot, now);
            if (moment.isBefore(now)) {
                moment = now;
            }
            if (moment.isAfter(now.plus(whole))) {
                // The clock went back: an empty bucket is the worst that this may mean.
                moment = now.plus(whole);
                fullAgain.put(slot, moment);
            }
            Instant next = moment.plus(interval);
            Duration wait = Duration.between(now.plus(whole), next);
            if (!wait.isNegative() && !wait.isZero()) {
                return Optional.of(wait);
            }
            fullAgain.put(slot, next);
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
        // Two for one, so that what piled up in a flood goes away again.
        for (int i = 0; i < 2 && !fullAgain.isEmpty(); i++) {
            Map.Entry<Slot, Instant> eldest = fullAgain.entrySet().iterator().next();
            if (fullAgain.size() > MAX_KEYS || !eldest.getValue().isAfter(now)) {
                fullAgain.remove(eldest.getKey());
            }
        }
    }

    /** Keys may be whatever a stranger sends, at any length; no real one is as long as what is cut here. */
    private static String shortened(String key) {
        return key.length() <= MAX_KEY_LENGTH ? key : key.substring(0, MAX_KEY_LENGTH) + "#" + key.hashCode();
    }
}
