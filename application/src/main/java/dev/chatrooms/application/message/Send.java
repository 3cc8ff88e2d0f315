package dev.chatrooms.application.message;

import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message to post, raw: it is checked as a whole.
 *
 * @param replyTo the message that it answers
 * @param threadId the message under which it is to stand
 * @param attachments files that go with it, in their order
 */
public record Send(
        RoomId roomId,
        @Nullable String text,
        @Nullable MessageId replyTo,
        @Nullable MessageId threadId,
        List<UUID> attachments,
        @Nullable String clientId) {
    public static final int MAX_ATTACHMENTS = 10;

    public Send {
        attachments = List.copyOf(attachments);
    }

    /** One that answers nothing and has nothing but its text. */
    public Send(RoomId roomId, @Nullable String text, @Nullable String clientId) {
        this(roomId, text, null, null, List.of(), clientId);
    }
}
