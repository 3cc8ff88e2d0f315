package dev.chatrooms.application.event.internal;

import dev.chatrooms.application.event.LogStart;
import dev.chatrooms.application.spi.EventLog;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.domain.event.Cursor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The place of a subscription whose subscriber keeps the cursor. */
final class UnnamedPlace implements LogPlace {
    private final Transactions transactions;
    private final LogStart start;
    private @Nullable Cursor cursor;

    UnnamedPlace(Transactions transactions, LogStart start) {
        this.transactions = transactions;
        this.start = start;
    }

    /** Returns the cursor that a start stands for. */
    static Cursor resolve(LogStart start, Transactions transactions) {
        if (start instanceof LogStart.After after) {
            return after.cursor();
        }
        EventLog.Extent log = transactions.readSingle(stores -> stores.log().extent());
        return start instanceof LogStart.Beginning ? new Cursor(log.head().epoch(), log.removedUpTo()) : log.head();
    }

    @Override
    public Cursor open() {
        Cursor known = cursor;
        if (known == null) {
            known = resolve(start, transactions);
            cursor = known;
        }
        return known;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean processed(Cursor upTo) {
        cursor = upTo;
        return true;
    }

    @Override
    public Duration rest() {
        return Duration.ZERO;
    }

    @Override
    public void leave() {}
}
