package dev.chatrooms.application.spi;

import java.util.function.Function;

/**
 * Runs work against the store. Each call is atomic: the work sees one state, and its writes happen together or not at
 * all. Calls may come from any thread and block it for a bounded time (seconds).
 *
 * <p>A failure to reach the store, before or during the work, is always a {@link StoreUnavailable}, never an empty
 * result.
 */
public interface Transactions {
    /**
     * Runs read-only work on one snapshot (repeatable read) that contains every commit completed before the call.
     *
     * @throws IllegalStateException if the work writes
     */
    <T> T read(Function<? super Stores, ? extends T> work);

    /**
     * As {@link #read(Function)}, for a read that may be cancelled from another thread. The default implementation only
     * refuses reads that have been cancelled before.
     *
     * @throws StoreUnavailable if the read is cancelled
     */
    default <T> T read(Cancellation cancellation, Function<? super Stores, ? extends T> work) {
        return cancellation.run(() -> {}, () -> read(work));
    }

    /**
     * Runs work that makes a single query: one call of one method of one store. A database answers it without a
     * transaction, as one statement is a snapshot by itself. The default implementation is {@link #read}.
     *
     * @throws IllegalStateException if the work makes a second query, calls a method that needs several statements, or
     *     writes
     */
    default <T> T readSingle(Function<? super Stores, ? extends T> work) {
        return read(work);
    }

    /**
     * Runs the work and commits. Returns once the commit is durable. An exception from the work or from the commit
     * rolls everything back and is rethrown.
     *
     * <p>Events that the work appended to the log get their positions at the very end of the transaction, so positions
     * are without gaps and in commit order.
     *
     * <p>The work is run again from the start after a deadlock or a serialization failure. It must have no effect
     * except through the stores.
     *
     * @throws ConstraintViolation if a statement or the commit violates a unique constraint
     * @throws StoreUnavailable also if the connection broke during the commit, which may then have happened or not
     */
    <T> Committed<T> write(Function<? super UnitOfWork, ? extends T> work);

    /**
     * Checks that the store has space for further writes, and leaves nothing in it. The default implementation assumes
     * so.
     *
     * @throws StoreFull if it has none
     * @throws StoreUnavailable if that cannot be determined
     */
    default void checkSpace() {}
}
