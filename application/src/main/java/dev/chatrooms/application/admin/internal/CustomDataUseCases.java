package dev.chatrooms.application.admin.internal;

import dev.chatrooms.application.admin.CustomData;
import dev.chatrooms.application.commit.internal.EventCursors;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.message.ChangeResult;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.account.Account;
import dev.chatrooms.domain.account.AccountEvent;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.metadata.Metadata;
import dev.chatrooms.domain.room.Room;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link CustomData} over the committer. */
public final class CustomDataUseCases implements CustomData {
    private final Transactor transactor;

    public CustomDataUseCases(Transactor transactor) {
        this.transactor = transactor;
    }

    @Override
    public CompletableFuture<ChangeResult> set(MessageId message, @Nullable Metadata metadata) {
        return transactor.change(message, uow -> set(uow, message, metadata));
    }

    private Function<EventCursors, ChangeResult> set(UnitOfWork uow, MessageId id, @Nullable Metadata metadata) {
        MessageView view = uow.messages().findAll(Set.of(id)).get(id);
        if (view == null || uow.rooms().find(view.roomId()).isEmpty()) {
            throw ChatException.notFound("message");
        }
        Optional<Message.Change> change = view.message().setMetadata(metadata).orElseThrow(ChatException::new);
        if (change.isEmpty()) {
            return cursors -> new ChangeResult(id, null);
        }
        uow.messages().setMetadata(id, metadata);
        int event = uow.append(change.get().event(), transactor.now());
        return cursors -> new ChangeResult(id, cursors.of(event));
    }

    @Override
    public CompletableFuture<Room> set(RoomId id, @Nullable Metadata metadata) {
        return transactor.change(Set.of(id), uow -> {
            Instant now = transactor.now();
            Room room = uow.rooms().find(id).orElseThrow(() -> ChatException.notFound("room"));
            Optional<Room.Update> update = room.setMetadata(metadata, now);
            if (update.isEmpty()) {
                return room;
            }
            uow.rooms().update(update.get().room());
            uow.append(update.get().event(), now);
            return update.get().room();
        });
    }

    @Override
    public CompletableFuture<Account> set(AccountId id, @Nullable Metadata metadata) {
        return transactor.change(Set.of(), uow -> {
            Instant now = transactor.now();
            Account account = uow.accounts()
                    .lock(id)
                    .filter(locked -> !locked.deleted())
                    .orElseThrow(() -> ChatException.notFound("user"));
            if (Objects.equals(account.metadata(), metadata)) {
                return account;
            }
            Account updated = account.withMetadata(metadata, now);
            uow.accounts().update(updated);
            uow.append(new AccountEvent.Updated(id), now);
            return updated;
        });
    }
}
