package dev.chatrooms.application.message;

import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageText;
import dev.chatrooms.domain.metadata.Metadata;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message with everything that is shown with it. Its client id is for the sender only; adapters omit it for all
 * others.
 *
 * @param replyTo the message that it replies to; null if it is not a reply
 * @param reactions in the order of their first use
 */
public record MessageView(
        Message message, Sender sender, @Nullable RepliedTo replyTo, List<ReactionCount> reactions) {
    public MessageView {
        reactions = List.copyOf(reactions);
    }

    /** Creates a view of a message without a reply and reactions. */
    public MessageView(Message message, Sender sender) {
        this(message, sender, null, List.of());
    }

    /** Returns the id of the message. */
    public MessageId id() {
        return message.id();
    }

    /** Returns the id of its room. */
    public RoomId roomId() {
        return message.roomId();
    }

    /** Returns the place in the room, from 1. */
    public long seq() {
        return message.seq();
    }

    /** Returns the text; null if the message is deleted. */
    public @Nullable String text() {
        MessageText text = message.text();
        return text == null ? null : text.value();
    }

    /** Returns the custom data; null if there is none. */
    public @Nullable Metadata metadata() {
        return message.metadata();
    }

    /** Returns the time of receipt. The order of messages is that of {@link #seq()}. */
    public Instant createdAt() {
        return message.createdAt();
    }

    /** Returns whether the message is deleted and has no text. */
    public boolean isDeleted() {
        return message.isDeleted();
    }

    /** Returns the view with its text cut to so many code points. */
    public MessageView excerpt(int maxCodePoints) {
        return new MessageView(message.excerpt(maxCodePoints), sender, replyTo, reactions);
    }

    /** Returns the view with another message that it replies to. */
    public MessageView withReplyTo(@Nullable RepliedTo shown) {
        return new MessageView(message, sender, shown, reactions);
    }
}
