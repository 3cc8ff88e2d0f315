package dev.chatrooms.application.message;

import dev.chatrooms.domain.message.Message;
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

    /** Returns the view with its text cut to so many code points. */
    public MessageView excerpt(int maxCodePoints) {
        return new MessageView(message.excerpt(maxCodePoints), sender, replyTo, reactions);
    }

    public MessageView withReplyTo(@Nullable RepliedTo shown) {
        return new MessageView(message, sender, shown, reactions);
    }
}
