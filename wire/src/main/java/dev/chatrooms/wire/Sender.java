package dev.chatrooms.wire;

import java.util.UUID;

/** The sender of a message. */
public record Sender(UUID id, String username, String displayName) {}
