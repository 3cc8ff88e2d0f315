package dev.chatrooms.application.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.spi.Cancellation;
import dev.chatrooms.application.spi.StoreFull;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import java.util.function.Function;

/**
 * Runs transactions for use cases and reports an outage as {@code unavailable}. Writes here append nothing to the event
 * log; writes that do go through the committer.
 */
public final class Store {
    private final Transactions transactions;

    public Store(Transactions transactions) {
        this.transactions = transactions;
    }

    public <T> T read(Function<? super Stores, ? extends T> work) {
        try {
            return transactions.read(work);
        } catch (StoreUnavailable e) {
            throw unavailable(e);
        }
    }

    /** As {@link #read(Function)}; see {@link Transactions#read(Cancellation, Function)}. */
    public <T> T read(Cancellation cancellation, Function<? super Stores, ? extends T> work) {
        try {
            return transactions.read(cancellation, work);
        } catch (StoreUnavailable e) {
            throw unavailable(e);
        }
    }

    /** As {@link #read(Function)}, for exactly one query. See {@link Transactions#readSingle}. */
    public <T> T readSingle(Function<? super Stores, ? extends T> work) {
        try {
            return transactions.readSingle(work);
        } catch (StoreUnavailable e) {
            throw unavailable(e);
        }
    }

    public <T> T write(Function<? super UnitOfWork, ? extends T> work) {
        try {
            return transactions.<T>write(work).result();
        } catch (StoreUnavailable e) {
            throw unavailable(e);
        }
    }

    /** Returns the failure that callers of use cases see. */
    public static ChatException unavailable(StoreUnavailable cause) {
        return ChatException.unavailable(
                cause instanceof StoreFull ? "the store has no space left" : "the store cannot be reached", cause);
    }
}
