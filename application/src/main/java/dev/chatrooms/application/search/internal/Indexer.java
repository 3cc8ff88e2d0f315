package dev.chatrooms.application.search.internal;

import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Transactions;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The one thread of a node that has the search index read on in the log, in transactions of its own: whoever sends a
 * message does not wait for it. It is woken by what the feed hands on, from whichever node it came, and looks by itself
 * each second. All nodes have one; the index sees to it that one at a time does the work, so that there is nobody whose
 * end the others would have to notice.
 */
public final class Indexer implements AutoCloseable {
    /** Small enough to be a matter of milliseconds, large enough to keep up with a busy log. */
    static final int BATCH = 500;

    private static final Logger LOG = System.getLogger(Indexer.class.getName());
    private static final int SMALLER = 8;
    private static final long LOOK_MILLIS = 1000;
    private static final long CLOSE_SECONDS = 5;
    /** What is posted meanwhile goes into the same batch. */
    private static final long PAUSE_MILLIS = 200;
    /**
     * While messages keep coming it rests for so many times as long as a batch took: those who send share the store
     * with it. Without that it took nearly half of the store's time whenever it fell behind.
     */
    static final int REST = 3;

    private static final long MOST_REST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Transactions transactions;
    private final Semaphore asked = new Semaphore(0);
    /** Has a permit once the thread is to end. */
    private final Semaphore ending = new Semaphore(0);

    private final Thread thread = new Thread(this::run, "chatrooms-indexer");
    private volatile boolean closed;
    /** Whether the last look failed; only the thread. */
    private boolean failing;
    /** Smaller after a failure: it may have been too much for a store that is busy. Only the thread. */
    private int batch = BATCH;

    public Indexer(Transactions transactions) {
        this.transactions = transactions;
        thread.setDaemon(true);
        thread.start();
    }

    /** There may be something to read. Never blocks. */
    public void wake() {
        // One permit is as good as many: a log that moves fast is not to be counted.
        if (asked.availablePermits() == 0) {
            asked.release();
        }
    }

    private void run() {
        try {
            while (!closed) {
                if (asked.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    ending.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                    asked.drainPermits();
                }
                readAll();
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "interrupted, the indexer ends");
        }
    }

    private void readAll() throws InterruptedException {
        try {
            boolean more = true;
            while (more && !closed) {
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
                LOG.log(Level.WARNING, "the search index waits until the store can be reached: {0}", e.getMessage());
            }
            failed();
        } catch (Throwable e) {
            // Nothing may end this thread but closing; it comes back to the same place. Told once: it does so each
            // second.
            if (!failing) {
                LOG.log(Level.ERROR, "the search index failed unexpectedly and tries again", e);
            }
            failed();
        }
    }

    private void restWhileBusy(long batchNanos) throws InterruptedException {
        if (asked.drainPermits() > 0) {
            ending.tryAcquire(Math.min(batchNanos * REST, MOST_REST_NANOS), TimeUnit.NANOSECONDS);
        }
    }

    private boolean readSome(int entries) {
        return transactions.<Boolean>write(uow -> uow.search().readOn(entries)).result();
    }

    private void failed() {
        failing = true;
        batch = Math.max(1, batch / SMALLER);
    }

    /** Finishes the batch that is under way, or gives it up after a while, and ends. What is left waits in the log. */
    @Override
    public void close() {
        closed = true;
        ending.release();
        asked.release();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(TimeUnit.SECONDS.toMillis(1));
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
