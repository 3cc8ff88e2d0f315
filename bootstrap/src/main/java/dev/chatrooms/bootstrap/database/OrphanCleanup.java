package dev.chatrooms.bootstrap.database;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a killed JVM or a killed postmaster left running; cleared by the holder of the lock. */
final class OrphanCleanup {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanCleanup.class);

    private final LockFile lockFile;
    private final ProcessProbe occupants;
    private final Shutdown shutdown;

    OrphanCleanup(Cluster cluster, Shutdown shutdown) {
        this.lockFile = new LockFile(cluster.folder());
        this.occupants = new ProcessProbe(cluster.folder());
        this.shutdown = shutdown;
    }

    /** Returns when nothing that can be told to be PostgreSQL works in the folder any more. */
    void clear() throws IOException {
        OptionalLong pid = lockFile.pid();
        if (pid.isPresent()) {
            Optional<ProcessHandle> process = ProcessHandle.of(pid.getAsLong());
            if (process.isPresent()) {
                clear(process.get());
            }
        }
        List<ProcessHandle> orphans = occupants.all();
        if (!orphans.isEmpty()) {
            LOG.info("Waiting for {} processes of a dead PostgreSQL to end", orphans.size());
            shutdown.outlive(orphans);
        }
    }

    private void clear(ProcessHandle process) throws IOException {
        switch (occupants.judge(process)) {
            case SERVER -> {
                LOG.info("Stopping PostgreSQL (process {}), left by a killed Chatrooms", process.pid());
                shutdown.stop(process);
            }
            // PostgreSQL would take any living process of that id for its own. Without the file it still
            // finds out about a server at work, by the shared memory that is tied to the folder.
            case FOREIGN -> lockFile.delete();
            // PostgreSQL refuses to start if it is one of its own, and its message says what to do.
            case UNKNOWN -> LOG.debug("Cannot tell what process {} is", process.pid());
        }
    }
}
