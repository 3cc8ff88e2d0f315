package dev.chatrooms.application.file.internal;

import dev.chatrooms.application.common.FatalErrors;
import dev.chatrooms.application.internal.BackgroundThread;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.spi.Contents.Released;
import dev.chatrooms.application.spi.FileStore;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.UnitOfWork;
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

    /** After a deletion that fails, or whose node dies; doubled each time. */
    static final Duration FIRST_WAIT = Duration.ofMinutes(5);

    private static final int MAX_DOUBLINGS = 10;
    private static final Duration LONGEST_WAIT = Duration.ofHours(6);

    /** A run ends after so many failures, since the store is probably away. The next one begins with other contents. */
    private static final int MAX_FAILURES = 3;

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

    /** Whether the last deletion failed. Only the thread uses it. */
    private boolean undeletable;

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
            collectInTurn();
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

    /** Removes everything that is due. Waits for a while if another node is at it. */
    void collectInTurn() throws InterruptedException {
        boolean done = collect();
        for (int turn = 0; !done && turn < MAX_TURNS && !thread.isClosed(); turn++) {
            thread.pause(TURN);
            done = collect();
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
        return deleteReleased(now);
    }

    /** Deletes the released contents that are due. Goes on past those that cannot be deleted: they are due later. */
    private boolean deleteReleased(Instant now) {
        int failures = 0;
        List<Released> released = released(now);
        while (!released.isEmpty()) {
            for (Released content : released) {
                if (thread.isClosed()) {
                    return true;
                }
                Turn turn = claim(content, now);
                if (turn == Turn.OF_ANOTHER_NODE) {
                    return false;
                }
                if (turn == Turn.DELETE && !delete(content) && ++failures == MAX_FAILURES) {
                    return true;
                }
            }
            released = released(now);
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

    private List<Released> released(Instant now) {
        return store.readSingle(stores -> stores.contents().released(now, BATCH));
    }

    /** Repeats a removal until it finds no more. Returns false if another node is at it. */
    private boolean removeAll(ToIntFunction<UnitOfWork> removal) {
        int removed = 1;
        while (removed > 0 && !thread.isClosed()) {
            removed = store.write(uow -> uow.contents().beginCollecting() ? removal.applyAsInt(uow) : -1);
        }
        return removed >= 0;
    }

    private enum Turn {
        DELETE,
        KEEP,
        OF_ANOTHER_NODE
    }

    private Turn claim(Released content, Instant now) {
        return store.write(uow -> {
            if (!uow.contents().beginCollecting()) {
                return Turn.OF_ANOTHER_NODE;
            }
            return uow.contents().claim(content, now.plus(wait(content.attempts()))) ? Turn.DELETE : Turn.KEEP;
        });
    }

    /** Returns how long after its beginning a deletion is repeated that has not ended well. */
    private static Duration wait(int attempts) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts, MAX_DOUBLINGS));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    /**
     * Deletes a claimed content. Outside of a transaction, because a store may take longer than the database lets one
     * wait. A node that dies here leaves the content released.
     */
    private boolean delete(Released content) {
        try {
            files.delete(content.content());
        } catch (StoreUnavailable e) {
            if (!undeletable) {
                LOG.log(Level.WARNING, "a content cannot be deleted from the file store; this will be retried", e);
            }
            undeletable = true;
            return false;
        }
        undeletable = false;
        store.write(uow -> {
            uow.contents().settle(content);
            return true;
        });
        return true;
    }

    @Override
    public void close() {
        thread.close();
    }
}
