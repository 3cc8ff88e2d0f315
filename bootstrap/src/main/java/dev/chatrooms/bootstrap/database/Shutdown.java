package dev.chatrooms.bootstrap.database;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends server processes: in order where that works in time, and otherwise anyhow. */
final class Shutdown {

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    /** Longer than a last checkpoint mostly takes. Without one the next start recovers, and nothing is lost. */
    private static final Duration ORDERLY = Duration.ofSeconds(10);

    /** After five seconds the postmaster itself kills those of its children that are still there. */
    private static final Duration FORCED = Duration.ofSeconds(6);

    private static final Duration KILLED = Duration.ofSeconds(3);

    /** Short, as nobody is served meanwhile and killing them loses no commit. */
    private static final Duration ORPHANED = Duration.ofSeconds(3);

    private final PostgresBinaries binaries;

    Shutdown(PostgresBinaries binaries) {
        this.binaries = binaries;
    }

    /** Stops a postmaster with all its children. Whatever is committed is kept in every case. */
    void stop(ProcessHandle postmaster) {
        if (signal("INT", postmaster) && ended(List.of(postmaster), ORDERLY)) {
            return;
        }
        LOG.warn("PostgreSQL (process {}) does not stop in order, it is made to", postmaster.pid());
        // Once it has ended, nothing tells whose children they were.
        Set<ProcessHandle> family = family(postmaster);
        if (!signal("QUIT", postmaster) || !ended(List.of(postmaster), FORCED)) {
            family.addAll(family(postmaster));
        }
        kill(List.copyOf(family));
    }

    /** The postmaster first: it must not start others in place of those that are killed. */
    private static Set<ProcessHandle> family(ProcessHandle postmaster) {
        return Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Lets what a killed postmaster left end by itself, as it does as soon as it notices, and kills what is busy for
     * longer. Until then no new postmaster can start.
     */
    void outlive(List<ProcessHandle> orphans) {
        if (!ended(orphans, ORPHANED)) {
            LOG.warn("Processes of a dead PostgreSQL do not end by themselves, they are killed");
            kill(orphans);
        }
    }

    private boolean signal(String signal, ProcessHandle process) {
        try {
            binaries.signal(signal, process.pid());
            return true;
        } catch (EmbeddedDatabaseException failure) {
            // Mostly because it ended by itself in between.
            LOG.debug("Could not signal process {}", process.pid(), failure);
            return !process.isAlive();
        }
    }

    private static void kill(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroyForcibly);
        if (!ended(processes, KILLED)) {
            throw new EmbeddedDatabaseException("These processes of PostgreSQL cannot be ended: "
                    + processes.stream().map(ProcessHandle::pid).toList()
                    + ".");
        }
    }

    private static boolean ended(List<ProcessHandle> processes, Duration limit) {
        CompletableFuture<?>[] ends =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
