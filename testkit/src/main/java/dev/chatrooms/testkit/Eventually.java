package dev.chatrooms.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for what another thread does, without a fixed sleep. Fails with an {@link AssertionError}. */
public final class Eventually {
    /** The default limit. Long, because only a test that fails waits for it. */
    public static final Duration LIMIT = Duration.ofSeconds(30);

    private static final long INTERVAL_NANOS = Duration.ofMillis(5).toNanos();

    private Eventually() {}

    /** Waits until a condition holds. */
    public static void holds(String description, Callable<Boolean> condition) {
        get(description, condition, holds -> holds);
    }

    /** Waits until a value is as wanted, and returns it. */
    public static <T> T get(String description, Callable<? extends T> actual, Predicate<? super T> wanted) {
        return get(description, LIMIT, actual, wanted);
    }

    /** Waits until a value is as wanted, at most for the given time, and returns it. */
    public static <T> T get(
            String description, Duration limit, Callable<? extends T> actual, Predicate<? super T> wanted) {
        long start = System.nanoTime();
        while (true) {
            T value = call(description, actual);
            if (wanted.test(value)) {
                return value;
            }
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new AssertionError(
                        description + " did not happen within " + limit + "; the last value was " + value);
            }
            LockSupport.parkNanos(INTERVAL_NANOS);
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting: " + description);
            }
        }
    }

    private static <T> T call(String description, Callable<? extends T> actual) {
        try {
            return actual.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(description, e);
        }
    }
}
