package dev.chatrooms.server.database;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stops server processes: in order if that succeeds in time, otherwise by force. */
final class Shutdown {

    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(3);

    /**
     * The time that each step has before the next one.
     *
     * @param fast a fast shutdown; longer than the final checkpoint usually takes. Without the checkpoint the next
     *     start recovers, and nothing is lost
     * @param immediate an immediate shutdown; the postmaster itself kills its remaining children after five seconds
     * @param orphan the voluntary exit of orphans; short, because the server is down meanwhile and killing orphans
     *     loses no commit
     */
    record Timeouts(Duration fast, Duration immediate, Duration orphan) {
        static final Timeouts DEFAULTS =
                new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(6), Duration.ofSeconds(3));
    }

    private final PostgresBinaries binaries;
    private final Timeouts timeouts;

    Shutdown(PostgresBinaries binaries, Timeouts timeouts) {
        this.binaries = binaries;
        this.timeouts = timeouts;
    }

    /**
     * Stops a postmaster and all its children. No committed transaction is lost in any case. A thread that is already
     * interrupted stops them in order as well.
     */
    void stop(ProcessHandle postmaster) {
        boolean interrupted = Thread.interrupted();
        try {
            stopOrKill(postmaster);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void stopOrKill(ProcessHandle postmaster) {
        if (signal("INT", postmaster) && Exits.await(List.of(postmaster), timeouts.fast())) {
            return;
        }
        LOG.warn("PostgreSQL (process {}) does not stop in time; forcing it to stop", postmaster.pid());
        // Collected now, because children cannot be found once the postmaster has exited.
        Set<ProcessHandle> processes = processTree(postmaster);
        if (!signal("QUIT", postmaster) || !Exits.await(List.of(postmaster), timeouts.immediate())) {
            processes.addAll(processTree(postmaster));
        }
        kill(List.copyOf(processes));
    }

    /** Returns the postmaster first, because it must be killed before it replaces killed children. */
    private static Set<ProcessHandle> processTree(ProcessHandle postmaster) {
        return Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Waits until the children of a killed postmaster exit, which they do as soon as they notice, and kills those that
     * stay busy. No new postmaster can start before.
     */
    void awaitOrKill(List<ProcessHandle> orphans) {
        if (!Exits.await(orphans, timeouts.orphan())) {
            LOG.warn("Killing orphaned PostgreSQL processes that do not exit by themselves");
            kill(orphans);
        }
    }

    private boolean signal(String signal, ProcessHandle process) {
        try {
            binaries.signal(signal, process.pid());
            return true;
        } catch (EmbeddedDatabaseException failure) {
            // The process has usually exited in the meantime.
            LOG.debug("Cannot signal process {}", process.pid(), failure);
            return !process.isAlive();
        }
    }

    private static void kill(List<ProcessHandle> processes) {
        processes.forEach(ProcessHandle::destroyForcibly);
        if (!Exits.await(processes, KILL_TIMEOUT)) {
            throw new EmbeddedDatabaseException("Cannot kill these PostgreSQL processes: "
                    + processes.stream().map(ProcessHandle::pid).toList()
                    + ".");
        }
    }
}
