package dev.chatrooms.application.commit.internal;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.internal.ChatFuture;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.message.SendResult;
import dev.chatrooms.application.spi.Cancellation;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Draft;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs the transactions of the use cases and supplies the time that they record. Reads, and writes that append nothing
 * to the event log, run on the calling thread; changes that append to the log go through the committer. Thread-safe.
 */
public final class Transactor {
    private final Store store;
    private final Committer committer;
    private final InstantSource clock;

    public Transactor(Store store, Committer committer, InstantSource clock) {
        this.store = store;
        this.committer = committer;
        this.clock = clock;
    }

    /** Returns the current time in milliseconds, the precision that all stores keep. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Runs a call and returns a failed future if it throws a refusal, so that callers find all refusals in the future.
     */
    public static <T> CompletableFuture<T> attempt(Supplier<CompletableFuture<T>> call) {
        try {
            return ChatFuture.of(call.get());
        } catch (ChatException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Reads in one transaction; see {@link Store#read(Function)}. */
    public <T> T read(Function<? super Stores, ? extends T> work) {
        return store.read(work);
    }

    /** Reads in one transaction that may be cancelled; see {@link Store#read(Cancellation, Function)}. */
    public <T> T read(Cancellation cancellation, Function<? super Stores, ? extends T> work) {
        return store.read(cancellation, work);
    }

    /** Runs a single query; see {@link Store#readSingle}. */
    public <T> T readSingle(Function<? super Stores, ? extends T> query) {
        return store.readSingle(query);
    }

    /** Writes in a transaction of its own, which must not append to the log; see {@link Store#write}. */
    public <T> T write(Function<? super UnitOfWork, ? extends T> work) {
        return store.write(work);
    }

    /** Posts a message; see {@link Committer#post}. */
    public CompletableFuture<SendResult> post(Caller caller, Draft draft) {
        return committer.post(caller, draft);
    }

    /** Moves a read marker; see {@link Committer#moveMarker}. */
    public CompletableFuture<MarkerPosition> moveMarker(RoomId room, AccountId account, long seq, boolean unread) {
        return committer.moveMarker(room, account, seq, unread);
    }

    /** Runs a change in the committer's next transaction; see {@link Committer#change(Set, Function)}. */
    public <T> CompletableFuture<T> change(Set<RoomId> rooms, Function<? super UnitOfWork, ? extends T> change) {
        return committer.change(rooms, change);
    }

    /** Changes a message in the committer's next transaction; see {@link Committer#change(MessageId, Function)}. */
    public <T> CompletableFuture<T> change(
            MessageId message,
            Function<? super UnitOfWork, ? extends Function<? super EventCursors, ? extends T>> change) {
        return committer.change(message, change);
    }

    /** Runs a change without a result in the committer's next transaction; see {@link Committer#run}. */
    public CompletableFuture<Void> run(Set<RoomId> rooms, Consumer<? super UnitOfWork> change) {
        return committer.run(rooms, change);
    }
}
