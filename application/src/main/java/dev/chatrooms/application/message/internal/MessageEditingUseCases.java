package dev.chatrooms.application.message.internal;

import dev.chatrooms.application.admin.AuditAction;
import dev.chatrooms.application.admin.AuditEntry;
import dev.chatrooms.application.commit.internal.DraftReferences;
import dev.chatrooms.application.commit.internal.EventCursors;
import dev.chatrooms.application.commit.internal.Transactor;
import dev.chatrooms.application.common.Caller;
import dev.chatrooms.application.common.ChatException;
import dev.chatrooms.application.common.Fields;
import dev.chatrooms.application.common.Page;
import dev.chatrooms.application.common.PageRequest;
import dev.chatrooms.application.configuration.ConfigurationKey;
import dev.chatrooms.application.configuration.internal.LiveConfiguration;
import dev.chatrooms.application.internal.RateLimits;
import dev.chatrooms.application.message.ChangeResult;
import dev.chatrooms.application.message.EditResult;
import dev.chatrooms.application.message.MessageEditing;
import dev.chatrooms.application.message.MessagePolicy.Submission;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.Reaction;
import dev.chatrooms.application.message.Revision;
import dev.chatrooms.application.spi.Reactions;
import dev.chatrooms.application.spi.Stores;
import dev.chatrooms.application.spi.UnitOfWork;
import dev.chatrooms.domain.RefusalCode;
import dev.chatrooms.domain.account.AccountKind;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.EditWindow;
import dev.chatrooms.domain.message.EditingPolicy;
import dev.chatrooms.domain.message.Emoji;
import dev.chatrooms.domain.message.Mentions;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageEvent;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.domain.message.NamesInText;
import dev.chatrooms.domain.message.PostingPolicy;
import dev.chatrooms.domain.people.Blocking;
import dev.chatrooms.domain.room.Room;
import dev.chatrooms.domain.room.RoomKind;
import dev.chatrooms.domain.room.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link MessageEditing} over the committer and the store. */
final class MessageEditingUseCases implements MessageEditing {
    private final Transactor transactor;
    private final RateLimits rateLimits;
    private final @Nullable MessageReviews reviews;
    private final LiveConfiguration configuration;
    private final Runnable filesReleased;

    MessageEditingUseCases(
            Transactor transactor,
            RateLimits rateLimits,
            @Nullable MessageReviews reviews,
            LiveConfiguration configuration,
            Runnable filesReleased) {
        this.filesReleased = filesReleased;
        this.configuration = configuration;
        this.reviews = reviews;
        this.transactor = transactor;
        this.rateLimits = rateLimits;
    }

    /** A message with its room and the caller's standing in it. */
    private record Target(Message message, Room room, Standing actor) {}

    @Override
    public CompletableFuture<EditResult> edit(Caller caller, MessageId message, @Nullable String text) {
        return Transactor.attempt(() -> {
            rateLimits.send(caller);
            Fields fields = new Fields();
            MessageText newText = fields.required("text", text, MessageText::new);
            fields.check();
            MessageText wanted = Objects.requireNonNull(newText);
            return reviews == null || wanted.isEmpty()
                    ? edit(caller, message, wanted)
                    : reviews.review(
                            caller.accountId(),
                            wanted,
                            () -> submission(caller, message, wanted),
                            allowed -> edit(caller, message, allowed));
        });
    }

    /** Returns what the policy is asked about an edit; empty if it will be refused or changes nothing. */
    private Optional<Submission> submission(Caller caller, MessageId id, MessageText text) {
        return transactor
                .readSingle(stores -> stores.messages().find(id, caller.accountId(), transactor.now()))
                .filter(view -> view.sender().kind() != AccountKind.SYSTEM)
                .map(MessageView::message)
                .filter(message -> message.senderId().equals(caller.accountId())
                        && message.text() != null
                        && !message.text().equals(text))
                .map(message -> new Submission(caller.accountId(), message.roomId(), text.value(), id, null, null));
    }

    private CompletableFuture<EditResult> edit(Caller caller, MessageId id, MessageText text) {
        NamesInText names = NamesInText.of(text);
        return transactor.change(id, uow -> edit(uow, caller, id, text, names));
    }

    private Function<EventCursors, EditResult> edit(
            UnitOfWork uow, Caller caller, MessageId id, MessageText text, NamesInText names) {
        Instant now = transactor.now();
        Target target = find(uow, caller, id, now);
        Message before = target.message();
        Mentions mentions = mentions(uow, target.actor(), names);
        Optional<Message.Change> edited = before.edit(
                        text, mentions, target.room(), target.actor(), blocking(uow, target), window(), now)
                .orElseThrow(ChatException::new);
        if (edited.isEmpty()) {
            MessageView same = edited(uow, caller, id, now);
            return cursors -> new EditResult(same, null);
        }
        uow.messages().edit(before, edited.get().message());
        int event = uow.append(edited.get().event(), now);
        MentionChanges.append(uow, before, mentions, now);
        MessageView view = edited(uow, caller, id, now);
        return cursors -> new EditResult(view, cursors.of(event));
    }

    private EditWindow window() {
        return new EditWindow(Duration.ofSeconds(configuration.number(ConfigurationKey.MESSAGES_EDIT_WINDOW_SECONDS)));
    }

    @Override
    public CompletableFuture<ChangeResult> delete(Caller caller, MessageId message) {
        return Transactor.attempt(() -> {
            rateLimits.send(caller);
            return transactor.change(message, uow -> delete(uow, caller, message));
        });
    }

    private Function<EventCursors, ChangeResult> delete(UnitOfWork uow, Caller caller, MessageId id) {
        Instant now = transactor.now();
        Target target = find(uow, caller, id, now);
        Message before = target.message();
        Optional<Message.Change> deleted =
                before.delete(target.room(), target.actor(), now).orElseThrow(ChatException::new);
        if (deleted.isEmpty()) {
            return unchanged(id);
        }
        uow.messages().delete(List.of(before), now);
        int event = uow.append(deleted.get().event(), now);
        MentionChanges.append(uow, before, Mentions.NONE, now);
        if (!before.senderId().equals(caller.accountId())) {
            uow.audit()
                    .record(AuditEntry.by(caller.accountId(), AuditAction.MESSAGE_DELETED, now)
                            .on(before.roomId())
                            .on(id));
        }
        return cursors -> {
            if (!before.attachments().isEmpty()) {
                filesReleased.run();
            }
            return new ChangeResult(id, cursors.of(event));
        };
    }

    @Override
    public Page<Revision> revisions(Caller caller, MessageId message, PageRequest page) {
        return transactor.read(stores -> {
            Target target = find(stores, caller, message, transactor.now());
            EditingPolicy.readRevisions(target.message(), target.room(), target.actor())
                    .orElseThrow(ChatException::new);
            return stores.messages().revisions(message, page);
        });
    }

    @Override
    public CompletableFuture<ChangeResult> react(Caller caller, MessageId message, String emoji, boolean on) {
        return Transactor.attempt(() -> {
            rateLimits.send(caller);
            Fields fields = new Fields();
            Emoji valid = fields.required("emoji", emoji, on ? Emoji::valid : Emoji::new);
            fields.check();
            Emoji wanted = Objects.requireNonNull(valid);
            return transactor.change(message, uow -> react(uow, caller, message, wanted, on));
        });
    }

    private Function<EventCursors, ChangeResult> react(
            UnitOfWork uow, Caller caller, MessageId id, Emoji emoji, boolean on) {
        Instant now = transactor.now();
        Target target = find(uow, caller, id, now);
        Message message = target.message();
        MessageEvent event = (on
                        ? message.react(emoji, target.room(), target.actor(), blocking(uow, target))
                        : message.removeReaction(emoji, target.room(), target.actor()))
                .orElseThrow(ChatException::new);
        AccountId who = caller.accountId();
        Reactions.Outcome outcome = on
                ? uow.reactions().add(id, emoji, who, EditingPolicy.MAX_REACTION_KINDS, now)
                : uow.reactions().remove(id, emoji, who);
        return switch (outcome) {
            case UNCHANGED -> unchanged(id);
            case TOO_MANY_KINDS ->
                throw new ChatException(
                        RefusalCode.TOO_MANY,
                        "this message already has " + EditingPolicy.MAX_REACTION_KINDS
                                + " kinds of reactions, the maximum");
            case DONE -> changed(id, uow.append(event, now));
        };
    }

    @Override
    public Page<Reaction> reactions(Caller caller, MessageId message, PageRequest page) {
        return transactor.read(stores -> {
            view(stores, caller, message, transactor.now());
            return stores.reactions().list(message, page);
        });
    }

    @Override
    public CompletableFuture<ChangeResult> pin(Caller caller, MessageId message, boolean on) {
        return Transactor.attempt(() -> {
            rateLimits.change(caller);
            return transactor.change(message, uow -> pin(uow, caller, message, on));
        });
    }

    private Function<EventCursors, ChangeResult> pin(UnitOfWork uow, Caller caller, MessageId id, boolean on) {
        Instant now = transactor.now();
        Target target = find(uow, caller, id, now);
        Optional<Message.Change> pinned = target.message()
                .pin(on, target.room(), target.actor(), blocking(uow, target))
                .orElseThrow(ChatException::new);
        if (pinned.isEmpty()) {
            return unchanged(id);
        }
        uow.messages().pin(id, on);
        return changed(id, uow.append(pinned.get().event(), now));
    }

    @Override
    public Page<MessageView> pins(Caller caller, RoomId room, PageRequest page) {
        return transactor
                .read(stores -> stores.messages().pins(room, caller.accountId(), page, transactor.now()))
                .orElseThrow(() -> ChatException.notFound("room"));
    }

    /** Returns the current message. Its room is locked if the transaction changes it. */
    private static Target find(Stores stores, Caller caller, MessageId id, Instant now) {
        MessageView view = stores.messages().findAll(Set.of(id)).get(id);
        // Looked up for a missing message too: a hidden message must cost as much as one that does not exist.
        RoomId roomId = view == null ? new RoomId(id.value()) : view.message().roomId();
        Optional<Room> room = stores.rooms().find(roomId);
        Standing standing = stores.rooms().standing(roomId, caller.accountId(), now);
        if (view == null || room.isEmpty()) {
            throw ChatException.notFound("message");
        }
        return new Target(view.message(), room.get(), standing);
    }

    /** Returns the blocks between the two members of a direct room; none in any other room. */
    private static Blocking blocking(Stores stores, Target target) {
        if (target.room().kind() != RoomKind.DIRECT || !target.actor().isMember()) {
            return Blocking.NONE;
        }
        AccountId me = target.actor().accountId();
        return stores.directRooms()
                .pairOf(target.room().id())
                .map(pair -> stores.blocks().between(me, pair.peerOf(me)))
                .orElse(Blocking.NONE);
    }

    /** Returns the mentions that the new text makes; none if the edit will be refused. */
    private static Mentions mentions(UnitOfWork uow, Standing editor, NamesInText names) {
        return editor.isMember() || editor.isApplication()
                ? names.among(DraftReferences.people(names.people(), uow), PostingPolicy.mayMentionRoom(editor))
                : Mentions.NONE;
    }

    /** Returns a message that the caller has edited. The application may do so in rooms that it does not read. */
    private static MessageView edited(Stores stores, Caller caller, MessageId id, Instant now) {
        return stores.messages()
                .find(id, caller.accountId(), now)
                .orElseGet(() -> Objects.requireNonNull(
                        stores.messages().findAll(Set.of(id)).get(id)));
    }

    private static MessageView view(Stores stores, Caller caller, MessageId id, Instant now) {
        return stores.messages().find(id, caller.accountId(), now).orElseThrow(() -> ChatException.notFound("message"));
    }

    private static Function<EventCursors, ChangeResult> unchanged(MessageId id) {
        return cursors -> new ChangeResult(id, null);
    }

    private static Function<EventCursors, ChangeResult> changed(MessageId id, int event) {
        return cursors -> new ChangeResult(id, cursors.of(event));
    }
}
