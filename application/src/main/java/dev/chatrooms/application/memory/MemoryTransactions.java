package dev.chatrooms.application.memory;

import dev.chatrooms.application.spi.Committed;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.event.Cursor;
import dev.chatrooms.domain.event.Epoch;
import dev.chatrooms.domain.event.Position;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** Transactions over the tables in memory. Readers see a snapshot and never wait; writers run one at a time. */
final class MemoryTransactions implements Transactions {
    private static final long LOCK_TIMEOUT_SECONDS = 4;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int EPOCH_BITS = 40;

    /** The committed state: the number of the last commit and the head of the log after it. */
    private record State(long commit, Cursor head) {}

    private final Tables tables = new Tables();
    private final ReentrantLock writer = new ReentrantLock();
    /** The number of readers per snapshot. Guarded by itself. */
    private final TreeMap<Long, Integer> readers = new TreeMap<>();

    private volatile State state;

    MemoryTransactions() {
        this.state = new State(0, new Cursor(newEpoch(), Position.START));
    }

    /** Returns a random epoch, so that a cursor from before a restart is recognised as foreign. */
    static Epoch newEpoch() {
        return new Epoch(new BigInteger(EPOCH_BITS, RANDOM).toString(Character.MAX_RADIX));
    }

    @Override
    public <T> T read(Function<? super Stores, ? extends T> work) {
        return read(work, MemoryTransaction::reading);
    }

    @Override
    public <T> T readSingle(Function<? super Stores, ? extends T> work) {
        return read(work, MemoryTransaction::readingSingle);
    }

    private interface Reader {
        MemoryTransaction of(Tables tables, long snapshot, Cursor head);
    }

    private <T> T read(Function<? super Stores, ? extends T> work, Reader reader) {
        State seen;
        synchronized (readers) {
            seen = state;
            readers.merge(seen.commit(), 1, Integer::sum);
        }
        try {
            return work.apply(reader.of(tables, seen.commit(), seen.head()));
        } finally {
            synchronized (readers) {
                readers.computeIfPresent(seen.commit(), (commit, count) -> count == 1 ? null : count - 1);
            }
        }
    }

    @Override
    public <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work) {
        if (writer.isHeldByCurrentThread()) {
            throw new IllegalStateException("transactions do not nest");
        }
        acquireWriter();
        try {
            State before = state;
            MemoryTransaction transaction = MemoryTransaction.writing(tables, before.head(), oldestSnapshot(before));
            try {
                T result = work.apply(transaction);
                Position base = before.head().position();
                int events = LogAppender.append(transaction, base);
                transaction.commit(before.commit() + 1);
                Epoch epoch = transaction.head.epoch();
                state = new State(before.commit() + 1, new Cursor(epoch, base.plus(events)));
                return new Committed<>(result, epoch, base, events);
            } catch (Throwable e) {
                transaction.rollBack();
                throw e;
            }
        } finally {
            writer.unlock();
        }
    }

    private void acquireWriter() {
        try {
            if (!writer.tryLock(LOCK_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new StoreUnavailable("another transaction holds the store", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailable("interrupted while waiting for the store", e);
        }
    }

    private long oldestSnapshot(State current) {
        synchronized (readers) {
            return readers.isEmpty() ? current.commit() : Math.min(readers.firstKey(), current.commit());
        }
    }
}
