package dev.chatrooms.wire;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session that was ended.
 *
 * @param sessionId null for all sessions that the host vouches for
 */
public record SessionRevoked(@Nullable UUID sessionId) implements EventData {}
