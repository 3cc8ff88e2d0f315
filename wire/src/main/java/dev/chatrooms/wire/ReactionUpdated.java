package dev.chatrooms.wire;

import java.util.List;
import java.util.UUID;

/**
 * A reaction that was added or removed.
 *
 * @param reactions the message's reactions after the change
 */
public record ReactionUpdated(UUID messageId, String emoji, UUID userId, List<ReactionCount> reactions)
        implements EventData {}
