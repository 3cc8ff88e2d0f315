package dev.chatrooms.server.database;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the processes that a killed JVM or a killed postmaster has left running. The caller holds the folder's lock.
 */
final class OrphanCleanup {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanCleanup.class);

    private final PidFile pidFile;
    private final ProcessProbe probe;
    private final Shutdown shutdown;

    OrphanCleanup(Cluster cluster, Shutdown shutdown) {
        this.pidFile = new PidFile(cluster.folder());
        this.probe = new ProcessProbe(cluster.folder());
        this.shutdown = shutdown;
    }

    /** Returns when no process that is recognised as PostgreSQL runs in the folder. */
    void clear() throws IOException {
        OptionalLong pid = pidFile.pid();
        if (pid.isPresent()) {
            Optional<ProcessHandle> process = ProcessHandle.of(pid.getAsLong());
            if (process.isPresent()) {
                clear(process.get());
            }
        } else if (pidFile.delete()) {
            // PostgreSQL refuses to start with such a file.
            LOG.warn("Deleted a postmaster.pid without a process id, which a power failure or a full disk leaves");
        }
        List<ProcessHandle> orphans = probe.processesInFolder();
        if (!orphans.isEmpty()) {
            LOG.info("Waiting for {} orphaned PostgreSQL processes to exit", orphans.size());
            shutdown.awaitOrKill(orphans);
        }
    }

    private void clear(ProcessHandle process) throws IOException {
        switch (probe.classify(process)) {
            case SERVER -> {
                LOG.info(
                        "Stopping PostgreSQL (process {}), which a killed Chatrooms process left running",
                        process.pid());
                shutdown.stop(process);
            }
            // PostgreSQL would mistake any live process with that id for its own. Without the file it still
            // detects a running server by the shared memory that is tied to the folder.
            case FOREIGN -> pidFile.delete();
            // If the process is PostgreSQL, a new server refuses to start, and its message says what to do.
            case UNKNOWN -> LOG.debug("Cannot identify process {}", process.pid());
        }
    }
}
