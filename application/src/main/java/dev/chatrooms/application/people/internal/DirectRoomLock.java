package dev.chatrooms.application.people.internal;

import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.internal.AccountLookup;
import dev.chatrooms.application.internal.ChatFuture;
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
 * Runs changes between two accounts under the lock of their direct room, if they have one. That puts such a change and
 * the messages of the room in one order. A direct room that is opened at the same time waits for the change or makes it
 * wait, since both lock the account of the one that acts.
 */
final class DirectRoomLock {
    private final Transactor transactor;
    private final Executor workers;

    DirectRoomLock(Transactor transactor, Executor workers) {
        this.transactor = transactor;
        this.workers = workers;
    }

    /** The two have a room that was not locked because it is new. */
    private static final class RoomOpened extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RoomOpened() {
            super("the direct room was opened in the meantime", null, false, false);
        }
    }

    /**
     * Runs a change in the committer's next transaction.
     *
     * @param user the other account, by id or username; the change itself refuses if it does not exist
     */
    CompletableFuture<Void> run(AccountId me, String user, Consumer<UnitOfWork> change) {
        return ChatFuture.supplyAsync(() -> transactor.read(stores -> room(stores, me, user)), workers)
                .thenCompose(room -> transactor.run(locked(room), uow -> {
                    change.accept(uow);
                    Optional<RoomId> now = room(uow, me, user);
                    if (now.isPresent() && !now.equals(room)) {
                        throw new RoomOpened();
                    }
                }))
                .exceptionallyCompose(thrown -> {
                    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
                    // This happens once at most: the room exists now.
                    return cause instanceof RoomOpened ? run(me, user, change) : CompletableFuture.failedFuture(cause);
                });
    }

    private static Set<RoomId> locked(Optional<RoomId> room) {
        return room.map(Set::of).orElse(Set.of());
    }

    private static Optional<RoomId> room(Stores stores, AccountId me, String user) {
        return AccountLookup.find(stores.accounts(), user)
                .filter(other -> !other.id().equals(me))
                .flatMap(other -> stores.directRooms().find(DirectPair.of(me, other.id())));
    }
}
