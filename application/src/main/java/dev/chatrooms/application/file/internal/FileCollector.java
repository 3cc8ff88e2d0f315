package dev.chatrooms.application.file.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.FatalErrors;
import dev.chatrooms.application.internal.BackgroundThread;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.file.ContentHash;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The thread of a node that removes what is no longer needed: files that were never attached, files of deleted rooms
 * and accounts, released contents, and what interrupted uploads have left. It is woken when contents may have been
 * released, and looks for all of it every ten minutes. The nodes take turns.
 */
public final class FileCollector implements AutoCloseable {
    /** How long a file may stay unattached. */
    static final Duration UNATTACHED = Duration.ofHours(24);

    /** Longer than any upload in progress goes without a write. */
    static final Duration IDLE_UPLOAD = Duration.ofHours(1);

    static final Duration SWEEP_INTERVAL = Duration.ofMinutes(10);
    private static final Duration POLL_INTERVAL = Duration.ofMinutes(1);
    private static final Duration DELAY = Duration.ofMillis(100);
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final int MAX_TURNS = 30;
    private static final int BATCH = 100;
    private static final Logger LOG = System.getLogger(FileCollector.class.getName());

    private final Store store;
    private final FileStore files;
    private final InstantSource clock;
    private final BackgroundThread thread =
            new BackgroundThread("chatrooms-file-collector", POLL_INTERVAL, DELAY, this::run);
    /** The time of the next sweep. Only the thread uses it. */
    private Instant nextSweep;

    /** Whether the last run failed. Only the thread uses it. */
    private boolean failing;

    public FileCollector(Store store, FileStore files, InstantSource clock) {
        this.store = store;
        this.files = files;
        this.clock = clock;
        this.nextSweep = clock.instant();
    }

    public void start() {
        thread.start();
    }

    /** Notifies the collector that contents may have been released. Never blocks. */
    public void wake() {
        thread.wake();
    }

    private void run() throws InterruptedException {
        try {
            boolean done = collect();
            for (int turn = 0; !done && turn < MAX_TURNS && !thread.isClosed(); turn++) {
                thread.pause(TURN);
                done = collect();
            }
            failing = false;
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            FatalErrors.report(e);
            // The thread must survive. Only the first failure is logged: the next run repeats it within a minute.
            if (!failing) {
                LOG.log(Level.WARNING, "files that are no longer needed cannot be removed; this will be retried", e);
            }
            failing = true;
        }
    }

    /** Removes everything that is due. Returns false if another node is at it. */
    boolean collect() {
        Instant now = clock.instant();
        if (!now.isBefore(nextSweep)) {
            nextSweep = now.plus(SWEEP_INTERVAL);
            removeAbandoned(now.minus(IDLE_UPLOAD));
            if (!removeAll(uow -> uow.contents().removeUnattached(now.minus(UNATTACHED), BATCH))
                    || !removeAll(uow -> uow.contents().removeOfDeletedRooms(BATCH))) {
                nextSweep = now;
                return false;
            }
        }
        List<ContentHash> released = released();
        while (!released.isEmpty() && !thread.isClosed()) {
            for (ContentHash content : released) {
                if (!delete(content)) {
                    return false;
                }
            }
            released = released();
        }
        return true;
    }

    /** Not every bucket permits to list what is unfinished. The other removals do not depend on it. */
    private void removeAbandoned(Instant idleSince) {
        try {
            files.removeAbandoned(idleSince);
        } catch (StoreUnavailable e) {
            LOG.log(Level.WARNING, "interrupted uploads cannot be removed from the file store", e);
        }
    }

    private List<ContentHash> released() {
        return store.readSingle(stores -> stores.contents().released(BATCH));
    }

    /** Repeats a removal until it finds no more. Returns false if another node is at it. */
    private boolean removeAll(ToIntFunction<UnitOfWork> removal) {
        int removed = BATCH;
        while (removed == BATCH && !thread.isClosed()) {
            removed = store.write(uow -> uow.contents().beginCollecting() ? removal.applyAsInt(uow) : -1);
        }
        return removed >= 0;
    }

    /** Deletes a released content, unless a file refers to it again. Returns false if another node is at it. */
    private boolean delete(ContentHash content) {
        return store.write(uow -> {
            if (!uow.contents().beginCollecting()) {
                return false;
            }
            if (uow.contents().lockUnused(content)) {
                deleteBytes(content);
            }
            uow.contents().settle(content);
            return true;
        });
    }

    /** Within a transaction, whose failures mean the database: a failure of the file store must not look like one. */
    private void deleteBytes(ContentHash content) {
        try {
            files.delete(content);
        } catch (StoreUnavailable e) {
            throw ChatException.unavailable("the file store cannot be reached", e);
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
