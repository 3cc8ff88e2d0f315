package dev.chatrooms.wire.mapping;

import dev.chatrooms.application.message.HistoryPage;
import dev.chatrooms.application.message.MessageView;
import dev.chatrooms.application.message.Send;
import dev.chatrooms.domain.id.AccountId;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.wire.FoundMessage;
import dev.chatrooms.wire.History;
import dev.chatrooms.wire.Message;
import dev.chatrooms.wire.MessageThread;
import dev.chatrooms.wire.NewMessage;
import dev.chatrooms.wire.Page;
import dev.chatrooms.wire.Reaction;
import dev.chatrooms.wire.ReactionCount;
import dev.chatrooms.wire.RepliedTo;
import dev.chatrooms.wire.Revision;
import dev.chatrooms.wire.Sender;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages. A deleted one has neither text nor metadata nor attachments. */
public final class MessageMapping {
    private MessageMapping() {}

    /** Maps a message for one viewer: only the sender sees its client id, and each viewer sees their own reactions. */
    public static Message message(MessageView view, AccountId viewer) {
        return message(view, viewer, true);
    }

    /**
     * Maps a room's last message.
     *
     * @param viewer null if the event is the same for all viewers
     * @param inEvent whether it is part of an event, which has no viewer's own reactions
     */
    static Message lastMessage(MessageView view, @Nullable AccountId viewer, boolean inEvent) {
        return message(view, viewer, viewer != null && !inEvent);
    }

    /** @param viewer the sender for the sender's own event; null for all others */
    static Message inEvent(MessageView view, @Nullable AccountId viewer) {
        return message(view, viewer, false);
    }

    public static Page<Message> page(dev.chatrooms.application.common.Page<MessageView> page, AccountId viewer) {
        return Pages.of(page, item -> message(item, viewer));
    }

    public static MessageThread thread(dev.chatrooms.application.message.MessageThread thread, AccountId viewer) {
        return new MessageThread(
                message(thread.root(), viewer),
                Pages.map(thread.items().items(), item -> message(item, viewer)),
                thread.items().next());
    }

    public static History history(HistoryPage page, AccountId viewer) {
        return new History(
                Pages.map(page.items(), item -> message(item, viewer)),
                page.hasBefore(),
                page.hasAfter(),
                page.lastSeq());
    }

    public static FoundMessage found(dev.chatrooms.application.search.FoundMessage found, AccountId viewer) {
        return new FoundMessage(message(found.message(), viewer), found.snippet());
    }

    public static Revision revision(dev.chatrooms.application.message.Revision revision) {
        return new Revision(revision.text().value(), revision.at());
    }

    public static Reaction reaction(dev.chatrooms.application.message.Reaction reaction) {
        return new Reaction(reaction.emoji().value(), AccountMapping.profile(reaction.user()), reaction.at());
    }

    /**
     * Maps a message that a client sends to a room.
     *
     * @throws dev.chatrooms.application.common.ChatException {@code invalid} for unacceptable metadata
     */
    public static Send send(RoomId room, NewMessage message) {
        return new Send(
                        room,
                        message.text(),
                        id(message.replyTo()),
                        id(message.threadId()),
                        message.attachments(),
                        message.clientId())
                .withMetadata(MetadataMapping.sent(message.metadata()))
                .asOfClient();
    }

    private static @Nullable MessageId id(@Nullable UUID id) {
        return id == null ? null : new MessageId(id);
    }

    private static Message message(MessageView view, @Nullable AccountId viewer, boolean withOwnReactions) {
        dev.chatrooms.domain.message.Message message = view.message();
        MessageText text = message.text();
        return new Message(
                message.id().value(),
                message.roomId().value(),
                message.seq(),
                sender(view.sender()),
                text == null ? null : text.value(),
                MetadataMapping.metadata(message.metadata()),
                text == null ? null : Pages.map(message.attachments(), FileMapping::file),
                view.replyTo() == null ? null : repliedTo(view.replyTo()),
                message.threadId() == null ? null : message.threadId().value(),
                message.threadCount() > 0 ? message.threadCount() : null,
                Pages.map(message.mentions().people(), AccountId::value),
                message.mentions().room(),
                reactions(view.reactions(), withOwnReactions),
                message.pinned(),
                message.createdAt(),
                message.editedAt(),
                message.deletedAt(),
                message.clientId() != null && message.senderId().equals(viewer)
                        ? message.clientId().value()
                        : null,
                null);
    }

    static List<ReactionCount> reactions(
            List<dev.chatrooms.application.message.ReactionCount> reactions, boolean withOwn) {
        return Pages.map(
                reactions,
                reaction ->
                        new ReactionCount(reaction.emoji().value(), reaction.count(), withOwn ? reaction.me() : null));
    }

    private static RepliedTo repliedTo(dev.chatrooms.application.message.RepliedTo replied) {
        return new RepliedTo(replied.id().value(), sender(replied.sender()), replied.text());
    }

    static Sender sender(dev.chatrooms.application.message.Sender sender) {
        return new Sender(
                sender.id().value(),
                sender.username().value(),
                sender.displayName().value(),
                AccountMapping.kind(sender.kind()));
    }
}
