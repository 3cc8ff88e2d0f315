package dev.chatrooms.application.spi;

import java.util.function.Function;

/**
 * Runs work against the store. Everything inside one call happens at one moment or not at all. Calls come from any
 * thread and block it; each ends within a bounded time (seconds).
 *
 * <p>Every failure to reach the store, before or during the work, is a {@link StoreUnavailable}; it is never an empty
 * answer.
 */
public interface Transactions {
    /**
     * Reads at one moment: all that the work sees is of the same state (repeatable read), and of one that contains
     * every commit that completed before the call. Writing in it is an error of the programmer
     * ({@link IllegalStateException}).
     */
    <T> T read(Function<? super Stores, ? extends T> work);

    /**
     * As {@link #read}, for work that asks exactly one thing: it calls one method, once, of one store. That is one
     * moment by itself, so a database needs no transaction for it. Which methods are one question to every store is
     * said by their Javadoc or plain from what they answer; to ask another one is an error of the programmer
     * ({@link IllegalStateException}).
     *
     * <p>Unless a store says otherwise it reads as ever.
     */
    default <T> T look(Function<? super Stores, ? extends T> work) {
        return read(work);
    }

    /**
     * Runs the work and commits. An exception of the work, or of the commit, rolls all of it back and comes out of the
     * call. What the work appended to the log takes its positions at the very end, so that positions are in the order
     * of commits, without gaps. Returns only when the commit is durable.
     *
     * <p>The work may be run again from the start where the store found a deadlock or a serialization failure: it must
     * have no effect but through the stores.
     *
     * @throws ConstraintViolation if a unique constraint is violated, by a statement or at the commit
     * @throws StoreUnavailable also when the connection broke during the commit: then it may have happened or not
     */
    <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work);
}
