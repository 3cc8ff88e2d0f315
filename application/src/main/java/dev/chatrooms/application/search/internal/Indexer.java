package dev.chatrooms.application.search.internal;

import dev.chatrooms.application.common.FatalErrors;
import dev.chatrooms.application.internal.BackgroundThread;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Transactions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * The thread of a node that feeds the event log into the search index. It uses transactions of its own, so sends never
 * wait for it. The feed wakes it for events of any node, and it also polls once a second. Every node has an indexer;
 * the index lets only one of them work at a time, so no node needs to detect that another has died.
 */
public final class Indexer implements AutoCloseable {
    /** Small enough to take milliseconds, large enough to keep up with a busy log. */
    static final int BATCH = 500;

    private static final Logger LOG = System.getLogger(Indexer.class.getName());
    private static final int SHRINK_FACTOR = 8;
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    /** Messages that are posted during this delay join the same batch. */
    private static final Duration DELAY = Duration.ofMillis(200);
    /**
     * While messages keep arriving, the indexer rests this many times as long as its last batch took, because senders
     * share the store with it. Without the rest it took nearly half of the store's time whenever it fell behind.
     */
    static final int REST = 3;

    private static final Duration MAX_REST = Duration.ofSeconds(1);

    private final Transactions transactions;
    private final BackgroundThread thread =
            new BackgroundThread("chatrooms-indexer", POLL_INTERVAL, DELAY, this::readAll);
    /** Whether the last run failed. Only the thread uses it. */
    private boolean failing;
    /** Shrinks after a failure, since the batch may have been too large for a busy store. Only the thread uses it. */
    private int batch = BATCH;

    public Indexer(Transactions transactions) {
        this.transactions = transactions;
        thread.start();
    }

    /** Notifies the indexer that the log may have new entries. Never blocks. */
    public void wake() {
        thread.wake();
    }

    private void readAll() throws InterruptedException {
        try {
            boolean more = true;
            while (more && !thread.isClosed()) {
                long begin = System.nanoTime();
                more = readSome(batch);
                batch = Math.min(BATCH, batch + batch / 4 + 1);
                if (more) {
                    restWhileBusy(System.nanoTime() - begin);
                }
            }
            failing = false;
        } catch (InterruptedException e) {
            throw e;
        } catch (StoreUnavailable e) {
            if (!failing) {
                LOG.log(Level.WARNING, "indexing pauses until the store can be reached: {0}", e.getMessage());
            }
            failed();
        } catch (Throwable e) {
            FatalErrors.report(e);
            // The thread must survive. Only the first failure is logged: the next run repeats it within a second.
            if (!failing) {
                LOG.log(Level.ERROR, "indexing failed unexpectedly and will be retried", e);
            }
            failed();
        }
    }

    private void restWhileBusy(long batchNanos) throws InterruptedException {
        if (thread.clearWakeUps()) {
            thread.pause(Duration.ofNanos(Math.min(batchNanos * REST, MAX_REST.toNanos())));
        }
    }

    private boolean readSome(int entries) {
        return transactions.<Boolean>write(uow -> uow.search().readOn(entries)).result();
    }

    private void failed() {
        failing = true;
        batch = Math.max(1, batch / SHRINK_FACTOR);
    }

    /** Finishes the current batch, or abandons it after a few seconds. Unread entries stay in the log. */
    @Override
    public void close() {
        thread.close();
    }
}
