package dev.chatrooms.application.message.internal;

import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.internal.AccountLookup;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.application.message.HistoryPage;
import dev.chatrooms.application.message.HistoryRequest;
import dev.chatrooms.application.message.MessageFilter;
import dev.chatrooms.application.message.MessagePolicy.Submission;
import dev.chatrooms.application.message.MessageQuery;
import dev.chatrooms.application.message.MessageThread;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.Messaging;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.application.message.SendResult;
import dev.chatrooms.application.spi.IdGenerator;
import dev.chatrooms.domain.file.AttachmentPolicy;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.FileId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.ClientId;
import dev.chatrooms.domain.message.Draft;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.domain.message.NamesInText;
import dev.chatrooms.domain.room.Standing;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@link Messaging} over the committer and the store. */
final class MessagingUseCases implements Messaging {
    private final Transactor transactor;
    private final RateLimits rateLimits;
    private final IdGenerator ids;
    private final @Nullable MessageReviews reviews;

    MessagingUseCases(Transactor transactor, RateLimits rateLimits, IdGenerator ids, @Nullable MessageReviews reviews) {
        this.transactor = transactor;
        this.rateLimits = rateLimits;
        this.ids = ids;
        this.reviews = reviews;
    }

    @Override
    public CompletableFuture<SendResult> send(Caller caller, Send send) {
        return Transactor.attempt(() -> {
            // The rate limit comes first: a flood of invalid messages is a flood too.
            rateLimits.send(caller);
            Draft draft = draft(caller, send);
            return reviews == null || draft.text().isEmpty()
                    ? transactor.post(caller, draft)
                    : reviews.review(
                            draft.senderId(),
                            draft.text(),
                            () -> submission(draft),
                            text -> transactor.post(caller, draft.withText(text)));
        });
    }

    /** Returns what the policy is asked about a draft; empty if the draft is a repeat or will be refused. */
    private Optional<Submission> submission(Draft draft) {
        AccountId sender = draft.senderId();
        return transactor.read(stores -> {
            boolean isRepeat = draft.clientId() != null && stores.messages().isPosted(sender, draft.clientId());
            Standing standing = stores.rooms().standing(draft.roomId(), sender, transactor.now());
            return isRepeat || !standing.isMember() || standing.isApplication()
                    ? Optional.empty()
                    : Optional.of(new Submission(
                            sender, draft.roomId(), draft.text().value(), null, draft.replyTo(), draft.threadId()));
        });
    }

    private Draft draft(Caller caller, Send send) {
        Fields fields = new Fields();
        MessageText text = send.attachments().isEmpty()
                ? fields.required("text", send.text(), MessageText::required)
                : fields.optional("text", send.text(), MessageText::new);
        if (send.attachments().size() > AttachmentPolicy.MAX_FILES) {
            fields.reject("attachments", "too_many", "must be at most " + AttachmentPolicy.MAX_FILES);
        }
        ClientId clientId = fields.optional("clientId", send.clientId(), ClientId::new);
        fields.check();
        MessageText said = Objects.requireNonNullElse(text, MessageText.EMPTY);
        return new Draft(
                new MessageId(ids.next()),
                send.roomId(),
                caller.accountId(),
                said,
                send.attachments().stream().map(FileId::new).toList(),
                send.metadata(),
                send.fromClient(),
                send.replyTo(),
                send.threadId(),
                NamesInText.of(said),
                transactor.now(),
                clientId);
    }

    @Override
    public HistoryPage history(Caller caller, RoomId room, HistoryRequest request) {
        return transactor
                .readSingle(stores -> stores.messages().history(room, caller.accountId(), request, transactor.now()))
                .orElseThrow(() -> ChatException.notFound("room"));
    }

    @Override
    public MessageView message(Caller caller, MessageId message) {
        return transactor
                .readSingle(stores -> stores.messages().find(message, caller.accountId(), transactor.now()))
                .orElseThrow(() -> ChatException.notFound("message"));
    }

    @Override
    public MessageThread thread(Caller caller, MessageId message, PageRequest page) {
        return transactor
                .read(stores -> stores.messages().thread(message, caller.accountId(), page, transactor.now()))
                .orElseThrow(() -> ChatException.notFound("message"));
    }

    @Override
    public Page<MessageView> messages(Caller caller, MessageQuery query, PageRequest page) {
        AccountId viewer = caller.accountId();
        return transactor.read(stores -> {
            AccountId sender = query.sender() == null
                    ? null
                    : AccountLookup.require(stores.accounts(), query.sender()).id();
            Instant now = transactor.now();
            if (query.room() != null
                    && stores.roomQueries().view(query.room(), viewer, now).isEmpty()) {
                throw ChatException.notFound("room");
            }
            MessageFilter filter = new MessageFilter(query.room(), sender, query.from(), query.to());
            return stores.messages().list(filter, viewer, page, now);
        });
    }

    @Override
    public Page<MessageView> mentions(Caller caller, PageRequest page) {
        return transactor.read(stores -> stores.messages().mentioning(caller.accountId(), page, transactor.now()));
    }
}
