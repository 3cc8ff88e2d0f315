package dev.chatrooms.bootstrap.command;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process if a stop does not, whatever hangs: a step of the server, a library, or another shutdown hook. Goes
 * on until the process has exited.
 */
final class StopLimit {
    private static final Logger LOG = LoggerFactory.getLogger(StopLimit.class);

    private final Duration limit;
    private final IntConsumer halt;
    private final Thread thread = new Thread(this::await, "chatrooms-stop-limit");
    private volatile long end;

    /**
     * @param limit the time that a stop has after the drain
     * @param halt ends the process with an exit code
     */
    StopLimit(Duration limit, IntConsumer halt) {
        this.limit = limit;
        this.halt = halt;
        thread.setDaemon(true);
    }

    /** Begins to count, after the drain time. */
    void start(Duration drain) {
        end = System.nanoTime() + drain.plus(limit).toNanos();
        thread.start();
    }

    /** Begins to count now, as the rest of the drain is skipped. Has no effect if less time is left. */
    void skipDrain() {
        long earlier = System.nanoTime() + limit.toNanos();
        if (earlier - end < 0) {
            end = earlier;
            LockSupport.unpark(thread);
        }
    }

    private void await() {
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
        // From another thread, so that a log that blocks cannot prevent the exit.
        Thread report = new Thread(() -> LOG.error("The stop takes too long; the process exits with code 5"));
        report.setDaemon(true);
        report.start();
        try {
            report.join(TimeUnit.SECONDS.toMillis(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        halt.accept(ExitCode.STOP_TIMED_OUT);
    }
}
