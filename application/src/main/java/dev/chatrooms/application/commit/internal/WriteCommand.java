package dev.chatrooms.application.commit.internal;

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

/** Something that waits for the next commit, and whoever waits for it. */
sealed interface WriteCommand<T> {
    CompletableFuture<T> future();

    /** When it was handed in, as {@link System#nanoTime}. */
    long since();

    Set<RoomId> rooms();

    /** Something to do for nobody: it only wakes whoever waits for work. */
    static WriteCommand<?> nothing() {
        Change<String> nothing = new Change<>(Set.of(), uow -> "");
        nothing.future().complete("");
        return nothing;
    }

    default boolean isAnswered() {
        return future().isDone();
    }

    /** Answers with a failure; tells whether nobody had answered yet. */
    default boolean fail(Throwable cause) {
        return future().completeExceptionally(cause);
    }

    /** A message to post. */
    record Post(Draft draft, CompletableFuture<SendResult> future, long since) implements WriteCommand<SendResult> {
        Post(Draft draft) {
            this(draft, new CompletableFuture<>(), System.nanoTime());
        }

        @Override
        public Set<RoomId> rooms() {
            return Set.of(draft.roomId());
        }
    }

    /** A marker to move. */
    record Read(Markers.Place place, long seq, CompletableFuture<MarkerPosition> future, long since)
            implements WriteCommand<MarkerPosition> {
        Read(Markers.Place place, long seq) {
            this(place, seq, new CompletableFuture<>(), System.nanoTime());
        }

        @Override
        public Set<RoomId> rooms() {
            return Set.of(place.room());
        }
    }

    /**
     * Any other change.
     *
     * @param message the message that it is about, whose room is to be locked with the others; null for none
     * @param change makes the outcome from the cursors that its events get, by their numbers
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
                    new CompletableFuture<>(),
                    System.nanoTime());
        }

        Change(
                MessageId message,
                Function<? super UnitOfWork, ? extends Function<? super EventCursors, ? extends T>> change) {
            this(Set.of(), message, change, new CompletableFuture<>(), System.nanoTime());
        }
    }
}
