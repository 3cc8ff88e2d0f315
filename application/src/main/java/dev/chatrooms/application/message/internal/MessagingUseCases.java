package dev.chatrooms.application.message.internal;

import dev.chatrooms.application.Caller;
import dev.chatrooms.application.ChatException;
import dev.chatrooms.application.Fields;
import dev.chatrooms.application.internal.Allowances;
import dev.chatrooms.application.internal.Store;
import dev.chatrooms.application.message.HistoryPage;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.Messaging;
import dev.chatrooms.application.message.Posted;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.spi.IdGenerator;
import dev.chatrooms.domain.message.ClientId;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.message.MessageId;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.domain.room.RoomId;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** {@link Messaging} over the committer and the store. */
public record MessagingUseCases(
        Store store, Committer committer, Allowances allowances, InstantSource clock, IdGenerator ids)
        implements Messaging {
    @Override
    public CompletableFuture<Posted> send(Caller caller, Send send) {
        try {
            // The allowance first: a flood of bad messages is a flood.
            allowances.send(caller.accountId().toString());
            return committer.post(draft(caller, send));
        } catch (ChatException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Draft draft(Caller caller, Send send) {
        Fields fields = new Fields();
        MessageText text = fields.required("text", send.text(), MessageText::new);
        ClientId clientId = fields.optional("clientId", send.clientId(), ClientId::new);
        fields.check();
        return new Draft(
                new MessageId(ids.next()),
                send.roomId(),
                caller.accountId(),
                Objects.requireNonNull(text),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                clientId);
    }

    @Override
    public HistoryPage history(Caller caller, RoomId room, HistoryRequest request) {
        return store.read(stores -> stores.messages().history(room, caller.accountId(), request, clock.instant()))
                .orElseThrow(() -> ChatException.notFound("room"));
    }

    @Override
    public MessageView message(Caller caller, MessageId message) {
        return store.read(stores -> stores.messages().find(message, caller.accountId(), clock.instant()))
                .orElseThrow(() -> ChatException.notFound("message"));
    }
}
