package dev.chatrooms.application.message;

import dev.chatrooms.domain.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message with everything that is shown with it. Its client id is for its sender's eyes only: adapters leave it out
 * for all others.
 *
 * @param replyTo what it answers; null where it answers nothing
 * @param reactions in the order in which each was first used
 */
public record MessageView(
        Message message, Sender sender, @Nullable RepliedTo replyTo, List<ReactionCount> reactions) {
    public MessageView {
        reactions = List.copyOf(reactions);
    }

    /** One that answers nothing and that nobody has reacted to. */
    public MessageView(Message message, Sender sender) {
        this(message, sender, null, List.of());
    }

    public MessageView withReplyTo(@Nullable RepliedTo shown) {
        return new MessageView(message, sender, shown, reactions);
    }
}
