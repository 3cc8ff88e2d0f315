package dev.chatrooms.application.admin.internal;

import dev.chatrooms.application.admin.CustomData;
import dev.chatrooms.application.commit.internal.EventCursors;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.message.ChangeResult;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.metadata.Metadata;
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
}
