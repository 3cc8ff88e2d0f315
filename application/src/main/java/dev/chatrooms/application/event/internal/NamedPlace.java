package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.common.FatalErrors;
import dev.chatrooms.application.event.LogStart;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.domain.event.Cursor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The place of a named reader, which the store remembers. This subscription holds it by a lease. It counts the time of
 * the lease from before each request to the store, and so gives up the place before others can take it, even if the
 * store does not answer. {@link #renew} is called on another thread, so that a slow subscriber keeps the place.
 */
final class NamedPlace implements LogPlace {
    static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration REST = Duration.ofMillis(50);
    private static final Logger LOG = System.getLogger(NamedPlace.class.getName());

    private final Transactions transactions;
    private final String reader;
    private final LogStart first;
    private final UUID owner;
    private volatile boolean held;
    /** When the lease ends, as {@link System#nanoTime}. Only while held. */
    private volatile long heldUntil;

    /** @param owner identifies this subscription */
    NamedPlace(Transactions transactions, String reader, LogStart first, UUID owner) {
        this.owner = owner;
        this.transactions = transactions;
        this.reader = reader;
        this.first = first;
    }

    @Override
    public @Nullable Cursor open() {
        long asked = System.nanoTime();
        Cursor start = UnnamedPlace.resolve(first, transactions);
        Optional<Cursor> stored = transactions
                .<Optional<Cursor>>write(uow -> uow.logReaders().acquire(reader, owner, LEASE, start))
                .result();
        heldUntil = asked + LEASE.toNanos();
        held = stored.isPresent();
        return stored.orElse(null);
    }

    @Override
    public boolean isOpen() {
        return held && heldUntil - System.nanoTime() > 0;
    }

    /** Extends the lease if the place is held. A failure is no harm before the lease ends. */
    void renew() {
        if (!isOpen()) {
            return;
        }
        try {
            long asked = System.nanoTime();
            boolean renewed = transactions
                    .<Boolean>write(uow -> uow.logReaders().renew(reader, owner, LEASE))
                    .result();
            if (renewed) {
                heldUntil = asked + LEASE.toNanos();
            } else {
                held = false;
            }
        } catch (RuntimeException | Error e) {
            // The thread also extends the leases of the other readers.
            FatalErrors.report(e);
            LOG.log(Level.DEBUG, "the lease of a log reader could not be extended", e);
        }
    }

    @Override
    public boolean processed(Cursor cursor) {
        held = held
                && transactions
                        .<Boolean>write(uow -> uow.logReaders().advance(reader, owner, cursor))
                        .result();
        if (!held) {
            LOG.log(
                    Level.WARNING,
                    "the log reader {0} is held by another subscription; its events may be delivered twice",
                    reader);
        }
        return held;
    }

    /** Each item costs a commit, which shares the disk with those of the senders. */
    @Override
    public Duration rest() {
        return REST;
    }

    @Override
    public void leave() {
        held = false;
        try {
            transactions.write(uow -> {
                uow.logReaders().release(reader, owner);
                return true;
            });
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "a log reader could not be released; its lease ends by itself", e);
        }
    }
}
