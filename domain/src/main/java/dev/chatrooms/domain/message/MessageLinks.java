package dev.chatrooms.domain.message;

import dev.chatrooms.domain.id.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * The links between a message and others of its room.
 *
 * @param replyTo the message that it replies to, which may be deleted; null for none
 * @param threadId the root of its thread; null for messages outside of threads and for roots
 * @param threadCount the number of messages in the thread that it is the root of, without deleted ones
 */
public record MessageLinks(
        @Nullable MessageId replyTo, @Nullable MessageId threadId, int threadCount) {
    /** No links. */
    public static final MessageLinks NONE = new MessageLinks(null, null, 0);

    MessageLinks withThreadCount(int count) {
        return new MessageLinks(replyTo, threadId, count);
    }
}
