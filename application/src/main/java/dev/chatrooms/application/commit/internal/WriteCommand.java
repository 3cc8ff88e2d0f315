package dev.chatrooms.application.commit.internal;

import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.internal.ChatFuture;
import dev.chatrooms.application.message.SendResult;
import dev.chatrooms.application.spi.Markers;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Draft;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A command that waits for the next commit, with the future of its result. */
sealed interface WriteCommand<T> {
    CompletableFuture<T> future();

    /** The time of submission, as {@link System#nanoTime}. */
    long since();

    Set<RoomId> rooms();

    /** Returns a completed command, which only wakes the committer's thread. */
    static WriteCommand<?> noop() {
        Change<String> noop = new Change<>(Set.of(), uow -> "");
        noop.future().complete("");
        return noop;
    }

    default boolean isDone() {
        return future().isDone();
    }

    /** Fails the command. Returns false if it was completed before. */
    default boolean fail(Throwable cause) {
        return future().completeExceptionally(cause);
    }

    /**
     * Posts a message.
     *
     * @param caller the sender
     */
    record Post(Caller caller, Draft draft, CompletableFuture<SendResult> future, long since)
            implements WriteCommand<SendResult> {
        Post(Caller caller, Draft draft) {
            this(caller, draft, new ChatFuture<>(), System.nanoTime());
        }

        @Override
        public Set<RoomId> rooms() {
            return Set.of(draft.roomId());
        }
    }

    /**
     * Moves a read marker.
     *
     * @param unread whether it may also move back
     */
    record Read(Markers.Place place, long seq, boolean unread, CompletableFuture<MarkerPosition> future, long since)
            implements WriteCommand<MarkerPosition> {
        Read(Markers.Place place, long seq, boolean unread) {
            this(place, seq, unread, new ChatFuture<>(), System.nanoTime());
        }

        @Override
        public Set<RoomId> rooms() {
            return Set.of(place.room());
        }
    }

    /**
     * Any other change.
     *
     * @param message the message that it changes, whose room must be locked too; null for none
     * @param change returns the function that makes the result from the cursors of the change's events
     */
    record Change<T>(
            Set<RoomId> rooms,
            @Nullable MessageId message,
            Function<? super UnitOfWork, ? extends Function<? super EventCursors, ? extends T>> change,
            CompletableFuture<T> future,
            long since)
            implements WriteCommand<T> {
        Change(Set<RoomId> rooms, Function<? super UnitOfWork, ? extends T> change) {
            this(
                    Set.copyOf(rooms),
                    null,
                    uow -> {
                        T outcome = change.apply(uow);
                        return cursors -> outcome;
                    },
                    new ChatFuture<>(),
                    System.nanoTime());
        }

        Change(
                MessageId message,
                Function<? super UnitOfWork, ? extends Function<? super EventCursors, ? extends T>> change) {
            this(Set.of(), message, change, new ChatFuture<>(), System.nanoTime());
        }
    }
}
