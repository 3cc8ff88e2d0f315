package dev.chatrooms.application.message;

import dev.chatrooms.domain.TextRules;
import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.message.Message;
import dev.chatrooms.domain.message.MessageText;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The message that a reply refers to, as it is now and not as it was at the time of the reply.
 *
 * @param text its first {@value #MAX_CODE_POINTS} code points, or the names of its files if it has no text; null if it
 *     is deleted
 */
public record RepliedTo(
        MessageId id, Sender sender, @Nullable String text) {
    public static final int MAX_CODE_POINTS = 200;

    public static RepliedTo of(MessageView view) {
        Message message = view.message();
        return new RepliedTo(message.id(), view.sender(), preview(message));
    }

    private static @Nullable String preview(Message message) {
        MessageText text = message.text();
        if (text == null) {
            return null;
        }
        String shown = text.isEmpty()
                ? message.attachments().stream()
                        .map(file -> file.name().value())
                        .collect(Collectors.joining(", "))
                : text.value();
        return TextRules.truncate(shown, MAX_CODE_POINTS);
    }
}
