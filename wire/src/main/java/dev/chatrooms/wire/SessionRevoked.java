package dev.chatrooms.wire;

import java.util.UUID;

/** A session that was ended. */
public record SessionRevoked(UUID sessionId) implements EventData {}
