package dev.chatrooms.application.internal;

import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.spi.StoreUnavailable;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.Transactions;
import dev.chatrooms.application.spi.UnitOfWork;
import java.util.function.Function;

/**
 * Transactions as use cases want them: an outage is {@code unavailable}. Writes here append nothing to the log; what
 * does goes through the committer.
 */
public record Store(Transactions transactions) {
    public <T> T read(Function<? super Stores, ? extends T> work) {
        try {
            return transactions.read(work);
        } catch (StoreUnavailable e) {
            throw ChatException.unavailable("the store cannot be reached", e);
        }
    }

    /** As {@link #read}, for exactly one query: see {@link Transactions#readSingle}. */
    public <T> T readSingle(Function<? super Stores, ? extends T> work) {
        try {
            return transactions.readSingle(work);
        } catch (StoreUnavailable e) {
            throw ChatException.unavailable("the store cannot be reached", e);
        }
    }

    public <T> T write(Function<? super UnitOfWork, ? extends T> work) {
        try {
            return transactions.<T>write(work).result();
        } catch (StoreUnavailable e) {
            throw ChatException.unavailable("the store cannot be reached", e);
        }
    }
}
