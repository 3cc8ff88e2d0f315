package dev.chatrooms.application;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Polls until a condition holds, and fails the test if it does not within {@link #TIMEOUT}. The only place where tests
 * wait by the clock; everything else waits for a latch, a future or a message.
 */
public final class Eventually {
    /** Long, because it only bounds a test that fails: a machine may be busy for a while. */
    public static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final long INTERVAL_NANOS = Duration.ofMillis(5).toNanos();

    /** A condition that may throw, which fails the test. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    private Eventually() {}

    public static void await(Condition condition) {
        await("the condition", condition);
    }

    /** Waits for a condition. It may act, for example send again, each time it is evaluated. */
    public static void await(String description, Condition condition) {
        await(description, condition::holds, holds -> holds);
    }

    /** Waits until a value is as wanted, and returns it. */
    public static <T> T await(String description, Callable<? extends T> actual, Predicate<? super T> wanted) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            T value = call(actual);
            if (wanted.test(value)) {
                return value;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(
                        "waited " + TIMEOUT.toSeconds() + " s in vain for " + description + "; last value: " + value);
            }
            LockSupport.parkNanos(INTERVAL_NANOS);
            if (Thread.interrupted()) {
                throw new AssertionError("interrupted while waiting for " + description);
            }
        }
    }

    private static <T> T call(Callable<? extends T> actual) {
        try {
            return actual.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
