package dev.chatrooms.http.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.domain.Refusal;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.id.AccountId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Slows down accounts that read large pages of messages. An account may read {@value #BURST} bytes of them at once, and
 * {@value #BYTES_PER_SECOND} per second from then on. Only what exceeds {@value #FREE} bytes of a page counts, so
 * ordinary pages are never delayed.
 *
 * <p>A page's size is known when it is rendered. Until then the size of the account's last large pages is assumed, so
 * that calls at the same time get turns one after the other. A client that reads one page at a time is slowed down but
 * never refused. A call whose turn is too far away is refused, after a delay: clients that are refused at once retry at
 * once. Thread-safe. The lock covers arithmetic only.
 */
final class AccountPace {
    /** A page of 200 messages of ordinary length. */
    static final int FREE = 64 * 1024;

    static final int BYTES_PER_SECOND = 4 * 1024 * 1024;

    /** Two pages of 200 messages of the maximum length. */
    static final int BURST = 16 * 1024 * 1024;

    /** The maximum number of calls of an account that wait for their turns or their refusals. */
    static final int MAX_WAITING = 128;

    /** Longer than the largest page takes, and shorter than clients wait for a response. */
    private static final Duration MAX_DELAY = Duration.ofSeconds(3);

    private static final Duration REFUSAL_DELAY = Duration.ofSeconds(1);
    private static final int LARGE = 512 * 1024;

    /** A smaller page takes this part away from the size that is assumed. */
    private static final int FORGOTTEN = 8;

    private static final int FEW_ACCOUNTS = 1000;

    private final LongSupplier nanoTime;

    // Guarded by this, as are the elements.
    private final Map<AccountId, Reader> readers = new HashMap<>();
    private int cleanedAt = FEW_ACCOUNTS;

    /** An account. */
    private static final class Reader {
        /** What it has read, or is about to read, and has not paid off by time. */
        private long debt;

        private long paidOffAt;
        private long assumed;
        private int calls;
        private int waiting;

        Reader(long now) {
            paidOffAt = now;
        }

        void payOff(long now) {
            long millis = TimeUnit.NANOSECONDS.toMillis(now - paidOffAt);
            debt = Math.max(0, debt - millis * BYTES_PER_SECOND / 1000);
            paidOffAt += TimeUnit.MILLISECONDS.toNanos(millis);
        }

        Duration delay() {
            return Duration.ofMillis(Math.max(0, debt - BURST) * 1000 / BYTES_PER_SECOND);
        }
    }

    /** @param nanoTime the elapsed nanoseconds, like {@link System#nanoTime} */
    AccountPace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Returns the turn of a call, which the caller ends once.
     *
     * @throws ChatException {@code rate_limited} if too many calls of the account wait
     */
    synchronized Turn turn(AccountId account) {
        long now = nanoTime.getAsLong();
        Reader reader = readers.computeIfAbsent(account, id -> new Reader(now));
        reader.payOff(now);
        Duration delay = reader.delay();
        if (!delay.isZero() && reader.waiting == MAX_WAITING) {
            throw tooMany(delay);
        }
        Turn turn = new Turn(reader, delay, delay.compareTo(MAX_DELAY) > 0);
        removePaidOff(now);
        return turn;
    }

    /** Removes the accounts without debt when there are twice as many as the last time. */
    private void removePaidOff(long now) {
        if (readers.size() > cleanedAt) {
            readers.values().removeIf(reader -> {
                reader.payOff(now);
                return reader.debt == 0 && reader.calls == 0;
            });
            cleanedAt = Math.max(FEW_ACCOUNTS, 2 * readers.size());
        }
    }

    /** Returns the number of accounts that it knows. */
    synchronized int accounts() {
        return readers.size();
    }

    private static ChatException tooMany(Duration delay) {
        return new ChatException(
                new Refusal(RefusalCode.RATE_LIMITED, "this account reads too many large pages; try again later"),
                delay,
                null);
    }

    /** The turn of one call. */
    final class Turn {
        private final Reader reader;
        private final Duration delay;
        private final boolean refused;
        private final long assumed;

        private Turn(Reader reader, Duration delay, boolean refused) {
            this.reader = reader;
            this.delay = delay;
            this.refused = refused;
            this.assumed = refused ? 0 : reader.assumed;
            reader.debt += assumed;
            reader.calls++;
            reader.waiting += delay.isZero() ? 0 : 1;
        }

        /** Returns the time until the call may start, or is to be refused. */
        Duration delay() {
            return refused ? REFUSAL_DELAY : delay;
        }

        /** @throws ChatException {@code rate_limited} if the call is refused */
        void requireAdmitted() {
            if (refused) {
                throw tooMany(delay.minus(REFUSAL_DELAY));
            }
        }

        /** Returns whether the page is probably large, since the account's last ones were. */
        boolean isLarge() {
            return assumed > LARGE;
        }

        /**
         * Ends the turn.
         *
         * @param bytes the size of the page
         */
        void end(long bytes) {
            synchronized (AccountPace.this) {
                endAsAssumed();
                if (!refused) {
                    long counted = Math.max(0, bytes - FREE);
                    reader.payOff(nanoTime.getAsLong());
                    reader.debt = Math.max(0, reader.debt + counted - assumed);
                    reader.assumed = Math.max(counted, reader.assumed - reader.assumed / FORGOTTEN);
                }
            }
        }

        /** Ends the turn of a call whose page is not known, although it may have been read. */
        void endAsAssumed() {
            synchronized (AccountPace.this) {
                reader.calls--;
                reader.waiting -= delay.isZero() ? 0 : 1;
            }
        }
    }
}
