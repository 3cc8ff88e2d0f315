package dev.chatrooms.application.message;

import dev.chatrooms.domain.id.MessageId;
import dev.chatrooms.domain.id.RoomId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message to post, not yet validated.
 *
 * @param replyTo the message that it replies to
 * @param threadId the root message of its thread
 * @param attachments the ids of its files, in order
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

    /** Creates a send that has only a text. */
    public Send(RoomId roomId, @Nullable String text, @Nullable String clientId) {
        this(roomId, text, null, null, List.of(), clientId);
    }
}
