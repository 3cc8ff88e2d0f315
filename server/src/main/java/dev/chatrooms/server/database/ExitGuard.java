package dev.chatrooms.server.database;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A shutdown hook that stops the database when the JVM exits, even in the middle of the database's start. */
final class ExitGuard {

    private static final Logger LOG = LoggerFactory.getLogger(ExitGuard.class);

    /** Longer than all steps of a shutdown together. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Thread starter = Thread.currentThread();
    private final Thread hook = new Thread(this::stop, "chatrooms-postgres-exit");
    private final CompletableFuture<Optional<EmbeddedDatabase>> outcome = new CompletableFuture<>();
    private boolean exiting;

    private ExitGuard() {}

    /**
     * Registers a guard for a start by the current thread.
     *
     * @throws EmbeddedDatabaseException if the JVM is already exiting
     */
    static ExitGuard register() {
        ExitGuard guard = new ExitGuard();
        try {
            Runtime.getRuntime().addShutdownHook(guard.hook);
        } catch (IllegalStateException exiting) {
            throw new EmbeddedDatabaseException("The database cannot be started while the process exits.", exiting);
        }
        return guard;
    }

    synchronized boolean isExiting() {
        return exiting;
    }

    /** Ends the start. The hook closes the database from now on. */
    synchronized void started(EmbeddedDatabase database) {
        outcome.complete(Optional.of(database));
    }

    /** Ends a start that failed and has left no process. */
    synchronized void failed() {
        outcome.complete(Optional.empty());
        release();
    }

    /** Removes the hook. Has no effect while the JVM exits. */
    void release() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException exits) {
            LOG.debug("The hook is already running", exits);
        }
    }

    private void stop() {
        synchronized (this) {
            exiting = true;
            if (!outcome.isDone()) {
                starter.interrupt();
            }
        }
        try {
            outcome.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).ifPresent(EmbeddedDatabase::close);
        } catch (TimeoutException late) {
            LOG.warn("The start of PostgreSQL did not stop within {}", TIMEOUT);
        } catch (InterruptedException | ExecutionException unexpected) {
            LOG.warn("Cannot stop PostgreSQL", unexpected);
        }
    }
}
