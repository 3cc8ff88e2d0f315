package dev.chatrooms.server.database;

import dev.chatrooms.application.common.EssentialThread;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a server running until closed. A single thread starts and stops it:
 *
 * <pre>
 * running --dies--> waiting --started--> running
 *    |                 |
 *    +----close--------+-----> stopped
 * </pre>
 */
final class Supervisor implements AutoCloseable {

    /** Starts the server again. Gives up early when the argument returns true. */
    @FunctionalInterface
    interface Starter {
        PostgresServer start(BooleanSupplier cancelled) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private static final Duration FIRST_DELAY = Duration.ofMillis(100);

    /** Attempts never end: an operator may free a full disk at any time. */
    private static final Duration MAX_DELAY = Duration.ofSeconds(10);

    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

    /**
     * A server that dies sooner counts as a failed attempt. Short, because a delay helps only if something prevents the
     * start; a server that ran and was killed must be back at once.
     */
    private static final Duration STABLE_AFTER = Duration.ofSeconds(3);

    private final Starter starter;
    private final Shutdown shutdown;
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private final Thread thread;
    private int attempts;

    Supervisor(PostgresServer first, Starter starter, Shutdown shutdown) {
        this.starter = starter;
        this.shutdown = shutdown;
        this.thread = new EssentialThread(() -> supervise(first), "chatrooms-postgres-supervisor", closing::isDone);
        thread.start();
    }

    private void supervise(PostgresServer first) {
        PostgresServer server = first;
        while (server != null) {
            long start = System.nanoTime();
            CompletableFuture.anyOf(server.onExit(), closing).join();
            if (closing.isDone()) {
                server.stop(shutdown);
                return;
            }
            LOG.error("PostgreSQL (process {}) has exited with code {}", server.pid(), server.exitCode());
            if (System.nanoTime() - start > STABLE_AFTER.toNanos()) {
                attempts = 0;
            }
            server = restart();
        }
    }

    private @Nullable PostgresServer restart() {
        long nextLog = System.nanoTime();
        while (!closesWithin(delayBefore(attempts++))) {
            try {
                PostgresServer server = starter.start(closing::isDone);
                LOG.warn("PostgreSQL has been restarted (process {})", server.pid());
                return server;
            } catch (IOException | RuntimeException failure) {
                if (!closing.isDone() && System.nanoTime() - nextLog >= 0) {
                    LOG.error("Cannot restart PostgreSQL yet: {}", failure.getMessage());
                    nextLog = System.nanoTime() + LOG_INTERVAL.toNanos();
                }
            }
        }
        return null;
    }

    private static Duration delayBefore(int attempt) {
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.min(attempt, 20));
        return delay.compareTo(MAX_DELAY) < 0 ? delay : MAX_DELAY;
    }

    private boolean closesWithin(Duration delay) {
        try {
            closing.get(delay.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notClosing) {
            return false;
        } catch (InterruptedException | ExecutionException stop) {
            return true;
        }
    }

    /** Stops the server in order. Returns when it has stopped, even if interrupted. */
    @Override
    public void close() {
        closing.complete(null);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                // Bounded, because every step of the thread has a timeout.
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
