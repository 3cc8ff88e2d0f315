package dev.chatrooms.bootstrap.database;

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
 * Keeps a server alive until closed. One thread alone starts and stops it:
 *
 * <pre>
 * running --dies--> waiting --started--> running
 *    |                 | \--tries used up--> given up
 *    +----close--------+-----> stopped
 * </pre>
 */
final class Supervisor implements AutoCloseable {

    /** Starts the server anew, and gives up early when the argument says so. */
    @FunctionalInterface
    interface Starter {
        PostgresServer start(BooleanSupplier cancelled) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    /** With the waits between them about five minutes: a full disk may be cleared by then. */
    private static final int TRIES = 18;

    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /**
     * Who lives shorter has not really come back, and its tries go on being counted. Short, since waiting helps against
     * what keeps a server from starting; one that has served and is killed again is wanted back at once.
     */
    private static final Duration STABLE = Duration.ofSeconds(3);

    private final Starter starter;
    private final Shutdown shutdown;
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private final Thread thread;
    private int triesUsed;

    Supervisor(PostgresServer first, Starter starter, Shutdown shutdown) {
        this.starter = starter;
        this.shutdown = shutdown;
        this.thread = new Thread(() -> supervise(first), "chatrooms-postgres-supervisor");
        thread.setDaemon(true);
        thread.start();
    }

    private void supervise(PostgresServer first) {
        PostgresServer server = first;
        while (server != null) {
            long begin = System.nanoTime();
            CompletableFuture.anyOf(server.onExit(), closing).join();
            if (closing.isDone()) {
                server.stop(shutdown);
                return;
            }
            LOG.error("PostgreSQL (process {}) has ended, exit code {}", server.pid(), server.exitCode());
            if (System.nanoTime() - begin > STABLE.toNanos()) {
                triesUsed = 0;
            }
            server = restart();
        }
    }

    private @Nullable PostgresServer restart() {
        while (triesUsed < TRIES) {
            if (closesWithin(waitBefore(triesUsed++))) {
                return null;
            }
            try {
                PostgresServer server = starter.start(closing::isDone);
                LOG.warn("PostgreSQL is back (process {})", server.pid());
                return server;
            } catch (IOException | RuntimeException failure) {
                if (!closing.isDone()) {
                    LOG.error("PostgreSQL does not come back yet: {}", failure.getMessage());
                }
            }
        }
        LOG.error("PostgreSQL does not come back after {} tries: restart Chatrooms", TRIES);
        return null;
    }

    private static Duration waitBefore(int tries) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(tries, 20));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private boolean closesWithin(Duration limit) {
        try {
            closing.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notClosing) {
            return false;
        } catch (InterruptedException | ExecutionException stop) {
            return true;
        }
    }

    /** Stops the server in order; returns when it is gone, even if interrupted. */
    @Override
    public void close() {
        closing.complete(null);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                // Every step of the thread has a limit of its own.
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
