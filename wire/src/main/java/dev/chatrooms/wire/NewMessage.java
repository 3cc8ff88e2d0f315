package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message to send.
 *
 * @param replyTo the message that it answers
 * @param threadId the root of the thread that it belongs to
 * @param attachments ids of files
 * @param metadata custom data, which only bots may set
 * @param clientId the client's own id, which makes a retry idempotent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewMessage(
        @Nullable String text,
        @Nullable UUID replyTo,
        @Nullable UUID threadId,
        List<UUID> attachments,
        @Nullable Metadata metadata,
        @Nullable String clientId) {
    public NewMessage {
        attachments = List.copyOf(attachments);
    }
}
