package dev.chatrooms.application.internal;

import dev.chatrooms.application.spi.Cancellation;
import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.StoreFull;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Transactions that remember that the store was full. The next write that succeeds does not prove the opposite, because
 * it may have needed no new space; only {@link #isFull} clears it, by a check. Thread-safe.
 */
public final class SpaceMonitor implements Transactions {
    private static final Logger LOG = System.getLogger(SpaceMonitor.class.getName());
    /** The check writes to the disk, and anyone may request it. */
    private static final long CHECK_INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final Transactions transactions;
    private final LongSupplier nanos;
    private final LogLimit log;
    private volatile boolean full;
    /** When the next check is due. Guarded by this. */
    private long nextCheck;

    public SpaceMonitor(Transactions transactions) {
        this(transactions, System::nanoTime);
    }

    SpaceMonitor(Transactions transactions, LongSupplier nanos) {
        this.transactions = transactions;
        this.nanos = nanos;
        this.log = new LogLimit(nanos);
        this.nextCheck = nanos.getAsLong();
    }

    @Override
    public <T> T read(Function<? super Stores, ? extends T> work) {
        return noting(() -> transactions.read(work));
    }

    @Override
    public <T> T read(Cancellation cancellation, Function<? super Stores, ? extends T> work) {
        return noting(() -> transactions.read(cancellation, work));
    }

    @Override
    public <T> T readSingle(Function<? super Stores, ? extends T> work) {
        return noting(() -> transactions.readSingle(work));
    }

    @Override
    public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
        return noting(() -> transactions.write(work));
    }

    @Override
    public void checkSpace() {
        transactions.checkSpace();
    }

    /** A query may need space too, for example to sort its rows. */
    private <T> T noting(Supplier<T> transaction) {
        try {
            return transaction.get();
        } catch (StoreFull e) {
            full = true;
            if (log.permits()) {
                LOG.log(
                        Level.WARNING,
                        "the disk of the database is full: writes are refused, and this node is not ready until there"
                                + " is space again");
            }
            throw e;
        }
    }

    /** Returns whether the store was full when it was last written to or checked. Never blocks. */
    public boolean wasFull() {
        return full;
    }

    /**
     * Returns whether the store is full. A store that was full is checked again, at most once a second. Blocks for a
     * bounded time. A store that cannot be checked does not count as full.
     */
    public boolean isFull() {
        return full && isStillFull();
    }

    private synchronized boolean isStillFull() {
        if (nanos.getAsLong() - nextCheck < 0) {
            return full;
        }
        try {
            transactions.checkSpace();
            full = false;
            LOG.log(Level.INFO, "the disk of the database has space again");
            return false;
        } catch (StoreFull e) {
            return true;
        } catch (StoreUnavailable e) {
            LOG.log(Level.DEBUG, "the space of the store cannot be checked", e);
            return false;
        } finally {
            nextCheck = nanos.getAsLong() + CHECK_INTERVAL_NANOS;
        }
    }
}
