package dev.chatrooms.wire;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.UUID;

/**
 * A message of a thread in an event that changes the thread's count. It is only written: a reader gets a
 * {@link Message}, which has the same fields.
 *
 * @param threadCount the number of messages in the thread now
 */
public record ThreadMessage(@JsonUnwrapped Message message, UUID rootId, int threadCount) implements EventData {}
