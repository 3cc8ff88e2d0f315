package dev.chatrooms.wire;

import java.util.UUID;

/** A message that was pinned or unpinned. */
public record Pin(UUID messageId, UUID by) implements EventData {}
