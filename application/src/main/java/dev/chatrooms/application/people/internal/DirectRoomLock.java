package dev.chatrooms.application.people.internal;

import dev.chatrooms.application.commit.internal.Committer;
import dev.chatrooms.application.internal.AccountLookup;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.room.DirectPair;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Changes of how it stands between two people, under the lock of their direct room, where they have one: what they say
 * there and what is changed have one order then. Who opens the room of the two meanwhile waits for the change, or the
 * change for him, since both lock the account of who makes it.
 */
public record DirectRoomLock(Store store, Committer committer, Executor workers) {
    /** The two have a room that was not locked: it is new. */
    private static final class Opened extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Opened() {
            super("the direct room was not there before", null, false, false);
        }
    }

    /**
     * Runs a change in the next transaction, as {@link Committer#run}.
     *
     * @param user the other, by id or username; where there is nobody, it is for the change to say so
     */
    CompletableFuture<Void> run(AccountId me, String user, Consumer<UnitOfWork> change) {
        return CompletableFuture.supplyAsync(() -> store.read(stores -> room(stores, me, user)), workers)
                .thenCompose(room -> committer.run(locked(room), uow -> {
                    change.accept(uow);
                    Optional<RoomId> now = room(uow, me, user);
                    if (now.isPresent() && !now.equals(room)) {
                        throw new Opened();
                    }
                }))
                .exceptionallyCompose(thrown -> {
                    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
                    // Once only: a room that was opened is there.
                    return cause instanceof Opened ? run(me, user, change) : CompletableFuture.failedFuture(cause);
                });
    }

    private static Set<RoomId> locked(Optional<RoomId> room) {
        return room.map(Set::of).orElse(Set.of());
    }

    private static Optional<RoomId> room(Stores stores, AccountId me, String user) {
        return Optional.ofNullable(
                        AccountLookup.findAll(stores.accounts(), Set.of(user)).get(user))
                .filter(other -> !other.id().equals(me))
                .flatMap(other -> stores.directRooms().find(DirectPair.of(me, other.id())));
    }
}
